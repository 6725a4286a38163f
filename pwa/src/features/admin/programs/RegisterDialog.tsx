import { useId, useState } from "react";
import type { SyntheticEvent } from "react";
import { useRegisterProgram } from "../../../api/admin/programs";
import type { Direction, ProgramKind, Registered, Scope } from "../../../api/admin/programs";
import type { WorkLot } from "../../../api/admin/types";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { useTroubleText } from "../../../ui/Trouble";
import { ScopeChoice } from "./ScopeChoice";
import { SCOPES_OF } from "./scopes";

interface Props {
  lot: WorkLot;
  mayEverywhere: boolean;
  onClose: () => void;
  onDone: (told: Registered) => void;
}

/** Connects a program: what it is, what it may, where. */
export function RegisterDialog({ lot, mayEverywhere, onClose, onDone }: Props) {
  const { t } = useStaffI18n();
  const form = useId();
  const register = useRegisterProgram(lot.slug);
  const troubleText = useTroubleText();
  const [kind, setKind] = useState<ProgramKind>("device");
  const [name, setName] = useState("");
  const [direction, setDirection] = useState<Direction | "both">("in");
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [where, setWhere] = useState<"here" | "everywhere">("here");
  const [redirects, setRedirects] = useState("");
  const kinds: readonly ProgramKind[] = mayEverywhere ? ["device", "partner", "app"] : ["device", "partner"];
  const addresses = redirects.split(/\s+/).filter(Boolean);
  const isWhole =
    name.trim() !== "" &&
    (kind === "device" || scopes.length > 0) &&
    (kind !== "app" || addresses.length > 0);

  function choose(next: ProgramKind) {
    setKind(next);
    setScopes(next === "app" ? SCOPES_OF.app : []);
    register.reset();
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    register.mutate(
      {
        kind,
        name: name.trim(),
        direction: kind === "device" && direction !== "both" ? direction : null,
        scopes: kind === "device" ? [] : [...scopes],
        redirectUris: kind === "app" ? addresses : [],
        everywhere: kind === "app" || (kind === "partner" && where === "everywhere"),
      },
      { onSuccess: onDone },
    );
  }

  const badRedirects = isProblem(register.error, "program_not_valid") && kind === "app";
  return (
    <Dialog
      title={t("desk.programs.new")}
      onClose={onClose}
      testId="register-dialog"
      footer={
        <Button
          type="submit"
          form={form}
          busy={register.isPending}
          disabled={!isWhole}
          data-testid="register"
        >
          {t("desk.programs.create")}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-1 gap-4">
        <Choice label={t("desk.programs.kind")} note={t(`desk.programs.about.${kind}`)}>
          <Segmented
            label={t("desk.programs.kind")}
            value={kind}
            onChange={choose}
            options={kinds.map((value) => ({ value, label: t(`desk.programs.kind.${value}`) }))}
          />
          {mayEverywhere ? null : (
            <p className="mt-1.5 text-s text-ink-2">{t("desk.programs.appEverywhere")}</p>
          )}
        </Choice>
        <Field
          label={t("desk.programs.name")}
          hint={t(`desk.programs.nameHint.${kind}`)}
          name="name"
          autoComplete="off"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {kind === "device" ? (
          <Choice label={t("desk.programs.direction")}>
            <Segmented
              label={t("desk.programs.direction")}
              value={direction}
              onChange={setDirection}
              options={(["in", "out", "both"] as const).map((value) => ({
                value,
                label: t(`desk.programs.direction.${value}`),
              }))}
            />
          </Choice>
        ) : (
          <ScopeChoice kind={kind} chosen={scopes} onChange={setScopes} />
        )}
        {kind === "partner" && mayEverywhere ? (
          <Choice label={t("desk.programs.where")}>
            <Segmented
              label={t("desk.programs.where")}
              value={where}
              onChange={setWhere}
              options={[
                { value: "here", label: t("desk.programs.here") },
                { value: "everywhere", label: t("desk.programs.everywhere") },
              ]}
            />
          </Choice>
        ) : null}
        {kind === "app" ? (
          <Redirects
            value={redirects}
            error={badRedirects ? t("desk.programs.badRedirects") : null}
            onChange={(text) => {
              setRedirects(text);
              register.reset();
            }}
          />
        ) : null}
        {register.error && !badRedirects ? (
          <Notice tone="bad" urgent>
            {troubleText(register.error)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}

function Choice({ label, note, children }: { label: string; note?: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="mb-1 text-s font-medium text-ink-2">{label}</p>
      {children}
      {note ? (
        <p className="mt-1.5 text-s text-ink-2" aria-live="polite">
          {note}
        </p>
      ) : null}
    </div>
  );
}

interface RedirectsProps {
  value: string;
  error: string | null;
  onChange: (text: string) => void;
}

function Redirects({ value, error, onChange }: RedirectsProps) {
  const { t } = useStaffI18n();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-s font-medium text-ink-2">
        {t("desk.programs.redirects")}
      </label>
      <textarea
        id={id}
        name="redirects"
        rows={2}
        spellCheck={false}
        autoCapitalize="off"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-box border border-edge bg-glass-solid px-3.5 py-2.5 text-[1rem] text-ink focus-visible:outline-2 focus-visible:outline-mine"
      />
      <p id={`${id}-note`} className={error ? "mt-1 text-s text-taken-ink" : "mt-1 text-s text-ink-2"}>
        {error ?? t("desk.programs.redirectsHint")}
      </p>
    </div>
  );
}
