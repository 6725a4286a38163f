import { useEffect } from "react";
import { useStaffI18n } from "../../i18n/admin/words";

/** What is unsaved now, each with its own question; one door for all of them. */
const unsaved = new Set<() => boolean>();
let restore: (() => void) | null = null;

/** Asks before the page is left while something on it is not saved: by a link, by a choice, or by closing the tab. */
export function useLeaveGuard(isDirty: boolean): void {
  const { t } = useStaffI18n();
  useEffect(() => {
    if (!isDirty) return;
    const mayLeave = () => window.confirm(t("desk.leave"));
    unsaved.add(mayLeave);
    restore ??= watchTheDoor();
    return () => {
      unsaved.delete(mayLeave);
      if (unsaved.size > 0) return;
      restore?.();
      restore = null;
    };
  }, [isDirty, t]);
}

/** The router goes elsewhere by `pushState` alone, so this is where it can be held back. */
function watchTheDoor(): () => void {
  const push = window.history.pushState.bind(window.history);
  window.history.pushState = (...given: Parameters<History["pushState"]>) => {
    const [ask] = unsaved;
    if (!ask || ask()) push(...given);
  };
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener("beforeunload", warn);
  return () => {
    window.history.pushState = push;
    window.removeEventListener("beforeunload", warn);
  };
}
