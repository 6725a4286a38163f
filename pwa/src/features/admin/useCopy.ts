import { useStaffI18n } from "../../i18n/admin/words";
import { useToast } from "../../ui/toast";

/** Copies a text and says `told`; where the browser refuses (it may without HTTPS), says that it is to be done by hand. */
export function useCopy(): (text: string, told: string) => Promise<void> {
  const { t } = useStaffI18n();
  const toast = useToast();
  return async (text, told) => {
    try {
      await navigator.clipboard.writeText(text);
      toast.show(told);
    } catch {
      toast.show(t("desk.notCopied"));
    }
  };
}
