import { Send } from "lucide-react";
import { useEffect, useState } from "react";
import { useTelegram, useTelegramCode, useUnlinkTelegram } from "../../api/telegram";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { useToast } from "../../ui/toast";
import { Trouble, useTroubleText } from "../../ui/Trouble";
import { ChatLink } from "./ChatLink";
import { LinkTelegram } from "./LinkTelegram";

/** The account's Telegram: linking a chat, since when one is linked, and unlinking it. `bot`: the bot's name. */
export default function TelegramCard({ bot }: { bot: string }) {
  const { t } = useI18n();
  const toast = useToast();
  const code = useTelegramCode();
  const telegram = useTelegram(code.data?.expiresAt ?? null);
  const troubleText = useTroubleText();
  const linkedAt = telegram.data?.linkedAt ?? null;
  const { isSuccess: linking, reset } = code;
  useEffect(() => {
    if (!linking || linkedAt === null) return;
    toast.show(t("telegram.linked"));
    reset();
  }, [linking, linkedAt, reset, toast, t]);
  return (
    <section className="glass rounded-card p-5" aria-labelledby="telegram" data-testid="telegram">
      <h2 id="telegram" className="flex items-center gap-2 text-l font-semibold">
        <Send size={19} aria-hidden /> {t("telegram.title")}
      </h2>
      {telegram.isError && !telegram.data ? (
        <Trouble error={telegram.error} onRetry={() => void telegram.refetch()} />
      ) : null}
      {!telegram.data ? null : linkedAt ? (
        <Linked bot={bot} since={linkedAt} blocked={telegram.data.isBlocked} />
      ) : code.data ? (
        <LinkTelegram bot={bot} code={code.data} busy={code.isPending} onAnew={() => code.mutate()} />
      ) : (
        <>
          <p className="mt-2 text-m text-ink-2">{t("telegram.text")}</p>
          <Button
            tone="quiet"
            className="mt-4 w-full"
            icon={<Send size={18} aria-hidden />}
            busy={code.isPending}
            onClick={() => code.mutate()}
            data-testid="telegram-link"
          >
            {t("telegram.link")}
          </Button>
        </>
      )}
      {code.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(code.error)}
        </Notice>
      ) : null}
    </section>
  );
}

function Linked({ bot, since, blocked }: { bot: string; since: string; blocked: boolean }) {
  const { t, format } = useI18n();
  const [asking, setAsking] = useState(false);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <p className="mt-2 text-m text-ink-2" data-testid="telegram-since">
        {t("telegram.since", { date: format.longDay(since, here) })}
      </p>
      {blocked ? (
        <Notice tone="wait" className="mt-3" title={t("telegram.blocked")} testId="telegram-blocked">
          {t("telegram.blockedText")}
        </Notice>
      ) : null}
      <div className="mt-4 flex flex-wrap gap-2">
        <ChatLink tone="quiet" className="flex-[2_1_10rem]" href={`https://t.me/${bot}`}>
          {t("telegram.open")}
        </ChatLink>
        <Button
          tone="plain"
          className="flex-[1_1_6rem]"
          onClick={() => setAsking(true)}
          data-testid="telegram-unlink"
        >
          {t("telegram.unlink")}
        </Button>
      </div>
      {asking ? <UnlinkDialog onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function UnlinkDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const unlink = useUnlinkTelegram();
  const troubleText = useTroubleText();
  return (
    <Dialog
      title={t("telegram.unlinkTitle")}
      onClose={onClose}
      footer={
        <>
          <Button
            tone="danger"
            busy={unlink.isPending}
            onClick={() => unlink.mutate(undefined, { onSuccess: onClose })}
            data-testid="telegram-unlink-confirm"
          >
            {t("telegram.unlink")}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("telegram.keep")}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{t("telegram.unlinkText")}</p>
      {unlink.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(unlink.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
