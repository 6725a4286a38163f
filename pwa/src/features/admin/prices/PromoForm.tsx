import { useState } from "react";
import type { SyntheticEvent } from "react";
import { useMakePromo } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { same } from "../../../lib/same";
import { toFieldValue } from "../../../lib/zoned";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { useLeaveGuard } from "../useLeaveGuard";
import { readPromo } from "./promo";
import type { PromoDraft } from "./promo";

const MONTH_MS = 30 * 86_400_000;

function emptyPromo(zone: string): PromoDraft {
  return {
    code: "",
    kind: "percentage",
    value: "",
    from: toFieldValue(new Date(serverNow()), zone),
    until: toFieldValue(new Date(serverNow() + MONTH_MS), zone),
    total: "",
    perDriver: "",
  };
}

/** Makes a code. */
export function PromoForm({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const make = useMakePromo(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const [empty, setEmpty] = useState(() => emptyPromo(lot.timeZone));
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const written = readPromo(draft, lot.timeZone);
  useLeaveGuard(!same(draft, empty) && !make.isPending);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setTried(true);
    if (!written.body) return;
    const { code } = written.body;
    make.mutate(written.body, {
      onSuccess: () => {
        const next = emptyPromo(lot.timeZone);
        setEmpty(next);
        setDraft(next);
        setTried(false);
        toast.show(t("desk.prices.made", { code: code.toUpperCase() }));
      },
    });
  }

  function field(name: Exclude<keyof PromoDraft, "kind">) {
    const fault = tried ? written.faults?.[name] : undefined;
    return {
      name: `promo-${name}`,
      autoComplete: "off",
      value: draft[name],
      error: fault ? t(`desk.prices.codeFault.${fault}`) : null,
      onChange: (event: { target: { value: string } }) => {
        setDraft({ ...draft, [name]: event.target.value });
        make.reset();
      },
    };
  }

  return (
    <Card title={t("desk.prices.makeCode")} testId="promo-form">
      <form noValidate className="grid grid-cols-1 gap-4" onSubmit={submit}>
        <Field
          {...field("code")}
          label={t("desk.prices.code")}
          hint={t("desk.prices.codeHint")}
          maxLength={24}
          autoCapitalize="characters"
        />
        <div>
          <p className="mb-1 text-s font-medium text-ink-2">{t("desk.prices.takesOff")}</p>
          <Segmented
            label={t("desk.prices.takesOff")}
            value={draft.kind}
            onChange={(kind) => setDraft({ ...draft, kind })}
            options={[
              { value: "percentage", label: t("desk.prices.percentage") },
              { value: "fixed", label: t("desk.prices.fixed") },
            ]}
          />
        </div>
        <Field
          {...field("value")}
          label={t(draft.kind === "percentage" ? "desk.prices.percentOff" : "desk.prices.amountOff")}
          inputMode="decimal"
        />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-1">
          <Field {...field("from")} type="datetime-local" label={t("desk.prices.codeFrom")} />
          <Field {...field("until")} type="datetime-local" label={t("desk.prices.codeUntil")} />
        </div>
        <div className="grid grid-cols-2 gap-4">
          <Field
            {...field("total")}
            label={t("desk.prices.totalLimit")}
            hint={t("desk.prices.noLimit")}
            inputMode="numeric"
          />
          <Field
            {...field("perDriver")}
            label={t("desk.prices.driverLimit")}
            hint={t("desk.prices.noLimit")}
            inputMode="numeric"
          />
        </div>
        {make.error ? (
          <Notice tone="bad" urgent testId="promo-problem">
            {troubleText(make.error)}
          </Notice>
        ) : null}
        <Button type="submit" busy={make.isPending} data-testid="make-promo">
          {t("desk.prices.makeCode")}
        </Button>
      </form>
    </Card>
  );
}
