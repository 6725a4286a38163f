import { useState } from "react";
import { useChangeSecret, useProgramInUse } from "../../../api/admin/programs";
import type { Program, Registered } from "../../../api/admin/programs";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { CopyField } from "./CopyField";
import { ScopeList } from "./ScopeList";

interface Props {
  lot: WorkLot;
  program: Program;
  onClose: () => void;
  onSecret: (told: Registered) => void;
}

type Step = "secret" | "disable";

/** All about one program, and what can be done with it; what ends its access is asked twice. */
export function ProgramDialog({ lot, program, onClose, onSecret }: Props) {
  const { t, format } = useStaffI18n();
  const [step, setStep] = useState<Step | null>(null);
  const { name, kind, scopes, redirectUris, createdAt, disabledAt } = program;
  return (
    <Dialog
      title={name}
      onClose={onClose}
      testId="program-dialog"
      footer={
        program.isYours ? (
          <Actions
            lot={lot}
            program={program}
            step={step}
            onStep={setStep}
            onClose={onClose}
            onSecret={onSecret}
          />
        ) : null
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-2">
          {t(`desk.programs.kind.${kind}`)}
          {kind === "device" ? ` · ${t(`desk.programs.direction.${program.direction ?? "both"}`)}` : null}
          {` · ${t(program.everywhere ? "desk.programs.everywhere" : "desk.programs.here")}`}
          {disabledAt ? ` · ${t("desk.programs.out")}` : null}
        </p>
        <div>
          <h3 className="mb-1 text-s font-medium text-ink-2">{t("desk.programs.may")}</h3>
          <ScopeList scopes={scopes} kind={kind} />
        </div>
        <CopyField label={t("desk.programs.clientId")} value={program.clientId} />
        {redirectUris.length > 0 ? (
          <div>
            <h3 className="mb-1 text-s font-medium text-ink-2">{t("desk.programs.redirects")}</h3>
            <ul className="text-s [overflow-wrap:anywhere]">
              {redirectUris.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <p className="num text-s text-ink-2">
          {t("desk.programs.since")}: {format.longDay(createdAt, lot.timeZone)}
        </p>
        {program.isYours ? null : <Notice tone="info">{t("desk.programs.notYours")}</Notice>}
        {step ? (
          <Notice tone="wait" urgent>
            {t(step === "secret" ? "desk.programs.newSecretText" : "desk.programs.disableText", { name })}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}

interface ActionsProps extends Props {
  step: Step | null;
  onStep: (step: Step | null) => void;
}

function Actions({ lot, program, step, onStep, onClose, onSecret }: ActionsProps) {
  const { t } = useStaffI18n();
  const change = useChangeSecret(lot.slug);
  const use = useProgramInUse(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const { id, name, disabledAt } = program;
  const error = change.error ?? use.error;

  function putInUse(inUse: boolean) {
    use.mutate(
      { id, inUse },
      {
        onSuccess: () => {
          toast.show(t(inUse ? "desk.programs.enabled" : "desk.programs.disabled", { name }));
          onClose();
        },
      },
    );
  }

  return (
    <>
      {error ? (
        <Notice tone="bad" urgent>
          {troubleText(error)}
        </Notice>
      ) : null}
      {step ? (
        <>
          <Button
            tone="danger"
            busy={change.isPending || use.isPending}
            data-testid="sure"
            onClick={() => {
              if (step === "secret") change.mutate(id, { onSuccess: onSecret });
              else putInUse(false);
            }}
          >
            {t("desk.programs.sure")}
          </Button>
          <Button tone="plain" onClick={() => onStep(null)}>
            {t("desk.programs.back")}
          </Button>
        </>
      ) : disabledAt ? (
        <Button tone="quiet" busy={use.isPending} data-testid="enable" onClick={() => putInUse(true)}>
          {t("desk.programs.enable")}
        </Button>
      ) : (
        <>
          {program.kind === "app" ? null : (
            <Button tone="quiet" data-testid="new-secret" onClick={() => onStep("secret")}>
              {t("desk.programs.newSecret")}
            </Button>
          )}
          <Button tone="plain" data-testid="disable" onClick={() => onStep("disable")}>
            {t("desk.programs.disable")}
          </Button>
        </>
      )}
    </>
  );
}
