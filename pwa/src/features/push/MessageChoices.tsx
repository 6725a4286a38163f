import clsx from "clsx";
import { useAppInfo } from "../../api/lots";
import { useChangeMessages, useMessages } from "../../api/push";
import { useTelegram } from "../../api/telegram";
import type { MessagePreference } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";
import { Seen } from "../../ui/Seen";
import { Skeleton } from "../../ui/Skeleton";
import { Switch } from "../../ui/Switch";
import { Trouble, useTroubleText } from "../../ui/Trouble";

const ROW = "flex flex-wrap items-center justify-end";
type Channel = MessagePreference["channel"];
/** Why a channel brings nothing here and now: this device has no notifications on, or no chat is linked. */
type Absence = "push.offHere" | "telegram.notLinked";
const COLUMN = "w-16 text-center";

interface Props {
  /** Whether this device is pushed to; null while that is not known. */
  pushHere: boolean | null;
  /** Has this device pushed to; null where that cannot be done by a press. */
  onTurnOn: (() => void) | null;
}

/**
 * Topics down, channels across: each place one switch. Where text is large, the switches stand under their topic. They
 * are the person's, for all their devices.
 */
export function MessageChoices({ pushHere, onTurnOn }: Props) {
  const { t } = useI18n();
  const bot = useAppInfo().data?.telegramBot;
  const telegram = useTelegram().data;
  const messages = useMessages();
  const change = useChangeMessages();
  const troubleText = useTroubleText();
  if (!messages.data) {
    if (!messages.isError) return <Skeleton className="mt-4 h-72" />;
    return <Trouble error={messages.error} onRetry={() => void messages.refetch()} />;
  }
  const { preferences } = messages.data;
  const channels: Channel[] = bot ? ["email", "push", "telegram"] : ["email", "push"];
  const isUnlinked = telegram?.linkedAt === null;
  const absent: Partial<Record<Channel, Absence>> = {
    ...(pushHere === false ? { push: "push.offHere" } : {}),
    ...(isUnlinked ? { telegram: "telegram.notLinked" } : {}),
  };
  const labelOf = (topic: MessagePreference["topic"], channel: Channel) => {
    const named = { topic: t(`topic.${topic}`), channel: t(`channel.${channel}`) };
    const why = absent[channel];
    if (!why) return t("messages.by", named);
    return t(why === "push.offHere" ? "messages.byOffHere" : "messages.byUnlinked", named);
  };
  const topics = [...new Set(preferences.map((one) => one.topic))];
  return (
    <>
      <Seen at={messages.dataUpdatedAt} broken={messages.isError} className="mt-3" />
      <table className="mt-4 block border-t border-line text-m" data-testid="message-choices">
        <caption className="sr-only">{t("messages.title")}</caption>
        <thead className="block">
          <tr className={clsx(ROW, "text-s text-ink-2")}>
            <th scope="col" className="flex-[1_1_6.5rem] pt-3 text-left font-medium">
              {t("messages.topic")}
            </th>
            {channels.map((channel) => (
              <th key={channel} scope="col" className={clsx(COLUMN, "pt-3 align-top font-medium")}>
                {t(`channel.${channel}`)}
                {absent[channel] ? (
                  <span className="block text-xs leading-tight">{t(absent[channel])}</span>
                ) : null}
                {absent[channel] === "push.offHere" && onTurnOn ? (
                  <button
                    type="button"
                    onClick={onTurnOn}
                    data-testid="push-turn-on"
                    className="min-h-11 w-full text-xs font-semibold text-accent underline underline-offset-4"
                  >
                    {t("push.turnOn")}
                  </button>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block">
          {topics.map((topic) => (
            <tr key={topic} className={ROW}>
              <th scope="row" className="min-w-0 flex-[1_1_6.5rem] py-1.5 pr-2 text-left font-normal">
                <span className="block font-medium">{t(`topic.${topic}`)}</span>
                <span className="block text-s text-ink-2">{t(`topicHint.${topic}`)}</span>
              </th>
              {channels.map((channel) => {
                const one = preferences.find((it) => it.topic === topic && it.channel === channel);
                return (
                  <td key={channel} className={COLUMN}>
                    {one ? (
                      <Switch
                        label={labelOf(topic, channel)}
                        on={one.isOn}
                        disabled={channel === "telegram" && isUnlinked}
                        dim={absent[channel] === "push.offHere"}
                        onChange={(isOn) => change.mutate({ ...one, isOn })}
                        testId={`${topic}-${channel}`}
                      />
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {change.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(change.error)}
        </Notice>
      ) : null}
      {absent.push ? <p className="mt-3 text-s text-ink-2">{t("push.offHereText")}</p> : null}
      {bot && isUnlinked ? <p className="mt-3 text-s text-ink-2">{t("telegram.notLinkedText")}</p> : null}
      <p className="mt-3 text-s text-ink-2">{t("messages.security")}</p>
    </>
  );
}
