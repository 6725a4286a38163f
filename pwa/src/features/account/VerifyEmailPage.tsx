import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useMe, useSendVerification, useVerifyEmail } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { useTroubleText } from "../../ui/Trouble";
import { clearToken, tokenInAddress } from "./tokenInAddress";

/** Opened from the mail: proves that the address is the driver's own. */
export default function VerifyEmailPage() {
  const { t } = useI18n();
  const verify = useVerifyEmail();
  const send = useSendVerification();
  const me = useMe().data;
  const troubleText = useTroubleText();
  const [token] = useState(tokenInAddress);
  const missing = token === null;
  const sent = useRef(false);

  const start = useEffectEvent(() => {
    clearToken();
    // The link works once: it is not sent twice, however often this runs.
    if (token === null || sent.current) return;
    sent.current = true;
    verify.mutate(token);
  });
  useEffect(() => start(), []);

  return (
    <div className="mx-auto max-w-[27rem] px-4 pt-6 lg:pt-14">
      <title>{`${t("verify.title")} · ParkPro`}</title>
      <div className="glass grid gap-4 rounded-card p-6 sm:p-8">
        <h1 className="text-2xl font-bold">{t("verify.title")}</h1>
        {verify.isSuccess ? (
          <>
            <Notice tone="good" title={t("verify.done")}>
              {t("verify.doneText")}
            </Notice>
            <ButtonLink href={routes.bookings}>{t("verify.toBookings")}</ButtonLink>
          </>
        ) : verify.isError || missing ? (
          <>
            <Notice tone="bad" urgent>
              {missing ? t("token.missingText") : troubleText(verify.error)}
            </Notice>
            {send.isSuccess ? (
              <Notice tone="good">{t("verify.sent")}</Notice>
            ) : me && !me.emailVerified ? (
              <Button busy={send.isPending} onClick={() => send.mutate()}>
                {t("verify.send")}
              </Button>
            ) : me === null ? (
              <>
                <p className="text-m text-ink-2">{t("verify.signIn")}</p>
                <ButtonLink tone="quiet" href={routes.signIn(routes.account)}>
                  {t("account.signIn")}
                </ButtonLink>
              </>
            ) : null}
          </>
        ) : (
          <Skeleton className="h-16" />
        )}
      </div>
    </div>
  );
}
