import { Bell } from "lucide-react";
import { useMe } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";
import { Switch } from "../../ui/Switch";
import { MessageChoices } from "./MessageChoices";
import { PushTrouble } from "./PushTrouble";
import { usePush } from "./usePush";

/** Notifications on this device, and for whoever is signed in which message comes which way. */
export function Notifications() {
  const { t } = useI18n();
  const me = useMe().data;
  const push = usePush();
  if (push.state === null && !me) return null;
  return (
    <section className="glass rounded-card p-5" aria-labelledby="notifications" data-testid="notifications">
      <h2 id="notifications" className="flex items-center gap-2 text-l font-semibold">
        <Bell size={19} aria-hidden /> {t("push.title")}
      </h2>
      {push.state === "on" || push.state === "off" ? (
        <div className="mt-2 flex items-center gap-3">
          <p id="push-here" className="min-w-0 flex-1">
            <span className="block font-medium">{t("push.here")}</span>
            <span className="block text-s text-ink-2">
              {t(push.state === "on" ? "push.hereOn" : "push.hereOff")}
            </span>
          </p>
          <Switch
            labelledBy="push-here"
            on={push.state === "on"}
            busy={push.busy}
            onChange={push.turn}
            testId="push-switch"
          />
        </div>
      ) : push.state === "denied" ? (
        <Notice tone="info" className="mt-3" title={t("push.denied")} testId="push-denied">
          {t("push.deniedText")}
        </Notice>
      ) : push.state === "install" ? (
        <p className="mt-2 text-m text-ink-2">{t("push.installText")}</p>
      ) : push.state === "none" ? (
        <p className="mt-2 text-m text-ink-2">{t("push.none")}</p>
      ) : null}
      <PushTrouble error={push.error} />
      {me ? (
        <MessageChoices
          pushHere={push.state === null ? null : push.state === "on"}
          onTurnOn={push.state === "off" ? () => push.turn(true) : null}
        />
      ) : null}
    </section>
  );
}
