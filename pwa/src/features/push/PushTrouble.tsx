import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { NotSubscribed } from "./device";

/** Why notifications could not be turned on or off. */
export function PushTrouble({ error }: { error: unknown }) {
  const { t } = useI18n();
  const troubleText = useTroubleText();
  if (!error) return null;
  return (
    <Notice tone="bad" urgent className="mt-3" testId="push-trouble">
      {error instanceof NotSubscribed ? t("push.failed") : troubleText(error)}
    </Notice>
  );
}
