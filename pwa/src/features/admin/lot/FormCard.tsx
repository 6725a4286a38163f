import type { ReactNode } from "react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { settingName, tellSetting } from "./tellSetting";
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
          form.save();
        }}
      >
        {text ? <p className="-mt-1.5 text-m text-ink-2">{text}</p> : null}
        {children}
        {form.conflict.length > 0 ? (
          <Conflict form={form} />
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

function Conflict({ form }: { form: SettingsForm }) {
  const { t, format } = useStaffI18n();
  const troubleText = useTroubleText();
  const telling = { t, format, currency: form.theirs.currency };
  return (
    <Notice
      tone="wait"
      urgent
      testId="conflict"
      title={troubleText(form.error)}
      action={
        <>
          <Button tone="quiet" busy={form.isSaving} onClick={form.save} data-testid="keep-mine">
            {t("desk.lot.keepMine")}
          </Button>
          <Button tone="quiet" onClick={form.discard} data-testid="take-theirs">
            {t("desk.lot.takeTheirs")}
          </Button>
        </>
      }
    >
      <dl className="grid gap-1.5">
        {form.conflict.map((name) => (
          <div key={name}>
            <dt className="font-semibold">{settingName(name, t)}</dt>
            <dd>{t("desk.lot.theirs", { value: tellSetting(name, form.theirs[name], telling) })}</dd>
            <dd>{t("desk.lot.mine", { value: tellSetting(name, form.values[name], telling) })}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
