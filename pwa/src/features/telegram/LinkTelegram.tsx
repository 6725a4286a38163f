import type { TelegramCode } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { useNow } from "../../ui/useNow";
import { countdown } from "../payment/countdown";
import { ChatLink } from "./ChatLink";

interface Props {
  bot: string;
  code: TelegramCode;
  busy: boolean;
  onAnew: () => void;
}

/** The way into the chat, and the code to type there instead, as on a desk whose Telegram is on the phone. */
export function LinkTelegram({ bot, code, busy, onAnew }: Props) {
  const { t } = useI18n();
  const left = countdown(Date.parse(code.expiresAt), useNow(1_000));
  if (left.totalSeconds === 0) {
    return (
      <>
        <p role="status" className="mt-2 text-m text-ink-2">
          {t("telegram.over")}
        </p>
        <Button tone="quiet" className="mt-4 w-full" busy={busy} onClick={onAnew} data-testid="telegram-anew">
          {t("telegram.anew")}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="mt-2 text-m text-ink-2">{t("telegram.how")}</p>
      <ChatLink className="mt-4 w-full" href={code.deepLink} testId="telegram-open">
        {t("telegram.openToLink")}
      </ChatLink>
      <div className="mt-4 rounded-box border border-line bg-accent-soft px-4 py-3 text-center">
        <p className="text-s text-ink-2 [overflow-wrap:anywhere]">{t("telegram.orType", { bot })}</p>
        <p
          className="mt-1 font-plate text-2xl font-bold tracking-[0.08em] select-all [overflow-wrap:anywhere]"
          data-testid="telegram-code"
        >
          {code.code}
        </p>
        <p className="num mt-1 text-s text-ink-2" role="timer" aria-live="off">
          {t("telegram.left", { time: left.text })}
        </p>
      </div>
      <p role="status" className="mt-3 text-s text-ink-2">
        {t("telegram.waiting")}
      </p>
    </>
  );
}
