import { useState } from "react";
import { useChangeSettings } from "../../../api/admin/settings";
import type { SettingChanges, SettingName, Settings } from "../../../api/admin/settings";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { same } from "../../../lib/same";
import { useToast } from "../../../ui/toast";
import { useLeaveGuard } from "../useLeaveGuard";

export interface SettingsForm {
  /** As they stand in the form: what was edited, and for the rest what the server said. */
  values: Settings;
  set: (changes: SettingChanges) => void;
  isDirty: boolean;
  isSaving: boolean;
  error: unknown;
  /** The names of what somebody else changed meanwhile; their values are `theirs`. */
  conflict: readonly SettingName[];
  theirs: Settings;
  save: () => void;
  discard: () => void;
  /** The message for one field, when the server refused it. */
  errorOf: (name: SettingName) => string | null;
}

/** The fields of one card: edited here, saved together, and never over somebody else's change unseen. */
export function useSettingsForm(settings: Settings): SettingsForm {
  const { t } = useStaffI18n();
  const toast = useToast();
  const change = useChangeSettings(settings.slug);
  const [edited, setEdited] = useState<SettingChanges>({});
  // What the edit began from; what comes from the server meanwhile does not move it.
  const [base, setBase] = useState<Settings | null>(null);
  const seen = base ?? settings;
  const changes = Object.fromEntries(
    Object.entries(edited).filter(([name, value]) => !same(value, seen[name as SettingName])),
  ) as SettingChanges;
  const names = Object.keys(changes) as SettingName[];
  const isDirty = names.length > 0;
  useLeaveGuard(isDirty);

  const problem = isProblem(change.error) ? change.error : null;
  const conflict =
    problem?.code === "lot_settings_changed"
      ? names.filter((name) => !same(settings[name], seen[name]) && !same(settings[name], changes[name]))
      : [];

  function discard() {
    setEdited({});
    setBase(null);
    change.reset();
  }

  return {
    values: { ...settings, ...pick(seen, names), ...edited },
    set: (more) => {
      setBase(seen);
      setEdited({ ...edited, ...more });
      if (problem?.code !== "lot_settings_changed") change.reset();
    },
    isDirty,
    isSaving: change.isPending,
    error: change.error,
    conflict,
    theirs: settings,
    save: () => {
      // After a conflict what they wrote has been seen.
      const known = conflict.length > 0 ? settings : seen;
      change.mutate(
        { changes, seen: pick(known, names) },
        {
          onSuccess: () => {
            discard();
            toast.show(t("desk.lot.saved"));
          },
        },
      );
    },
    discard,
    errorOf: (name) => (problem?.about === name ? problem.detail : (problem?.of(name) ?? null)),
  };
}

function pick(settings: Settings, names: readonly SettingName[]): SettingChanges {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}
