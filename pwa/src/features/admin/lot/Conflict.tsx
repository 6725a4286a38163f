import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import { settingName, tellSetting } from "./tellSetting";
import type { ToldSetting } from "./tellSetting";

/** A setting that two changed: what it is now, and what it is to be. */
export interface Disputed {
  name: ToldSetting;
  theirs: unknown;
  mine: unknown;
}

interface Props {
  error: unknown;
  disputed: readonly Disputed[];
  currency: string;
  isSaving: boolean;
  onKeep: () => void;
  onTake: () => void;
}

/** Somebody else was first: both are shown, and nothing is overwritten unseen. */
export function Conflict({ error, disputed, currency, isSaving, onKeep, onTake }: Props) {
  const { t, format } = useStaffI18n();
  const troubleText = useTroubleText();
  const telling = { t, format, currency };
  return (
    <Notice
      tone="wait"
      urgent
      testId="conflict"
      title={troubleText(error)}
      action={
        <>
          <Button tone="quiet" busy={isSaving} onClick={onKeep} data-testid="keep-mine">
            {t("desk.lot.keepMine")}
          </Button>
          <Button tone="quiet" onClick={onTake} data-testid="take-theirs">
            {t("desk.lot.takeTheirs")}
          </Button>
        </>
      }
    >
      <dl className="grid gap-1.5">
        {disputed.map(({ name, theirs, mine }) => (
          <div key={name}>
            <dt className="font-semibold">{settingName(name, t)}</dt>
            <dd>{t("desk.lot.theirs", { value: tellSetting(name, theirs, telling) })}</dd>
            <dd>{t("desk.lot.mine", { value: tellSetting(name, mine, telling) })}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
