import { useLocation } from "wouter";
import { useSignOut } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { useToast } from "../../ui/toast";

/** Signs out, says so, and goes on to a page that is everybody's. */
export function useLeaving(to: string) {
  const { t } = useI18n();
  const toast = useToast();
  const [, navigate] = useLocation();
  return useSignOut((told) => {
    toast.show(t(told ? "signOut.done" : "signOut.later"));
    navigate(to);
  });
}
