import { useChangeSettings } from "../../../api/admin/settings";
import type { SettingChanges, SettingName, Settings } from "../../../api/admin/settings";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { pick, useSharedForm } from "../useSharedForm";
import type { SharedForm } from "../useSharedForm";

type Fields = Required<SettingChanges>;

export interface SettingsForm extends Omit<SharedForm<Fields, Settings, SettingChanges>, "draft"> {
  /** As they stand in the form: what was edited, and for the rest what the server said. */
  values: Settings;
  /** The message for one field, when the server refused it. */
  errorOf: (name: SettingName) => string | null;
}

/** The fields of one card of settings. */
export function useSettingsForm(settings: Settings): SettingsForm {
  const { t } = useStaffI18n();
  const change = useChangeSettings(settings.slug);
  const { draft, set, ...form } = useSharedForm<Fields, Settings, SettingChanges>({
    kept: settings,
    draftOf: () => ({}),
    read: (edited) => edited,
    change,
    saved: t("desk.lot.saved"),
  });
  const problem = isProblem(form.error) ? form.error : null;
  return {
    ...form,
    values: { ...settings, ...pick<Fields>(form.seen, form.changed), ...draft },
    set: (changes) => set({ ...draft, ...changes }),
    errorOf: (name) => (problem?.about === name ? problem.detail : (problem?.of(name) ?? null)),
  };
}
