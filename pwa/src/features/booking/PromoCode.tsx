import clsx from "clsx";
import { Ticket, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";

interface Props {
  code: string;
  answer: { code: string; accepted: boolean; message?: string | null } | null;
  onChange: (code: string) => void;
}

/** A code the driver asks to apply, and what the server said of it. */
export function PromoCode({ code, answer, onChange }: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(code);
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);

  // What was pressed is gone: the focus goes to what has taken its place.
  useEffect(() => {
    if (pressed.current) place.current?.querySelector<HTMLElement>("input, button")?.focus();
    pressed.current = false;
  }, [code, open]);

  const press = (act: () => void) => () => {
    pressed.current = true;
    act();
  };
  const apply = press(() => onChange(typed.trim().toUpperCase()));
  const remove = press(() => {
    setTyped("");
    setOpen(false);
    onChange("");
  });

  return (
    <div ref={place} className="contents">
      {code ? (
        <p
          role="status"
          className={clsx(
            "flex min-h-11 items-center gap-2 rounded-box px-2 text-m",
            answer && !answer.accepted ? "text-taken-ink" : "text-free-ink",
          )}
        >
          <Ticket size={17} aria-hidden />
          <span className="min-w-0">
            <b className="font-semibold">{code}</b>
            {answer?.message ? ` · ${answer.message}` : answer?.accepted ? ` · ${t("promo.accepted")}` : ""}
          </span>
          <button
            type="button"
            aria-label={t("promo.remove")}
            onClick={remove}
            className="grid size-11 place-items-center rounded-full"
          >
            <X size={16} aria-hidden />
          </button>
        </p>
      ) : open ? (
        <Field
          className="w-full py-1.5"
          label={t("promo.label")}
          name="promo"
          autoCapitalize="characters"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              apply();
            }
          }}
          trailing={
            <Button tone="plain" onClick={apply} disabled={typed.trim() === ""}>
              {t("promo.apply")}
            </Button>
          }
        />
      ) : (
        <Button
          tone="plain"
          className="-ml-2 !px-2 text-m"
          icon={<Ticket size={17} aria-hidden />}
          onClick={press(() => setOpen(true))}
          data-testid="promo-open"
        >
          {t("promo.add")}
        </Button>
      )}
    </div>
  );
}
