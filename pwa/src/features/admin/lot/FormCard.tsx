import type { ReactNode } from "react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { stopAtWrong } from "../stopAtWrong";
import { Conflict } from "./Conflict";
import type { SettingsForm } from "./useSettingsForm";

interface Props {
  title: string;
  text?: string;
  form: SettingsForm;
  testId: string;
  children: ReactNode;
}

/** Settings that are saved together, and what to do when somebody else has saved them meanwhile. */
export function FormCard({ title, text, form, testId, children }: Props) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  return (
    <Card title={title} testId={testId}>
      <form
        noValidate
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!stopAtWrong(event.currentTarget)) form.save();
        }}
      >
        {text ? <p className="-mt-1.5 text-m text-ink-2">{text}</p> : null}
        {children}
        {form.conflict.length > 0 ? (
          <Conflict
            error={form.error}
            disputed={form.conflict.map((name) => ({
              name,
              theirs: form.theirs[name],
              mine: form.values[name],
            }))}
            currency={form.theirs.currency}
            isSaving={form.isSaving}
            onKeep={form.save}
            onTake={form.discard}
          />
        ) : form.error ? (
          <Notice tone="bad" urgent testId={`${testId}-problem`}>
            {troubleText(form.error)}
          </Notice>
        ) : null}
        {form.isDirty && form.conflict.length === 0 ? (
          <div className="flex flex-wrap gap-2.5">
            <Button type="submit" busy={form.isSaving} data-testid={`${testId}-save`} className="flex-1">
              {t("action.save")}
            </Button>
            <Button tone="quiet" onClick={form.discard} data-testid={`${testId}-discard`}>
              {t("desk.lot.discard")}
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
