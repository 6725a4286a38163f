import { useStaffI18n } from "../../../i18n/admin/words";
import { MineOrTheirs } from "../MineOrTheirs";
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

/** Settings that two changed: both are shown. */
export function Conflict({ error, disputed, currency, isSaving, onKeep, onTake }: Props) {
  const { t, format } = useStaffI18n();
  const telling = { t, format, currency };
  return (
    <MineOrTheirs error={error} isSaving={isSaving} onKeep={onKeep} onTake={onTake}>
      <dl className="grid gap-1.5">
        {disputed.map(({ name, theirs, mine }) => (
          <div key={name}>
            <dt className="font-semibold">{settingName(name, t)}</dt>
            <dd>{t("desk.lot.theirs", { value: tellSetting(name, theirs, telling) })}</dd>
            <dd>{t("desk.lot.mine", { value: tellSetting(name, mine, telling) })}</dd>
          </div>
        ))}
      </dl>
    </MineOrTheirs>
  );
}
