import { useEffect } from "react";
import { useBookingsByReference } from "../../api/bookings";
import { serverNow, serverTimeOf } from "../../api/clock";
import { isProblem } from "../../api/problem";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { ButtonLink } from "../../ui/Button";
import { Seen } from "../../ui/Seen";
import { Trouble } from "../../ui/Trouble";
import { useNow } from "../../ui/useNow";
import { forget, useRemembered } from "../../kept/remembered";
import { isLive } from "../booking/lifecycle";
import { arrange, untilNews } from "./arrange";
import { Columns } from "./Columns";
import { NoParking } from "./NoParking";
import { ListSkeleton, NowSection, PastList, Section, UpcomingSection } from "./Sections";

/** The parking that this phone remembers of somebody without an account. It is no whole, so it is not added up. */
export function GuestParking() {
  const { t } = useI18n();
  const remembered = useRemembered();
  const answers = useBookingsByReference(
    remembered,
    (known) => known !== undefined && isLive(known) && untilNews([known], serverNow()),
  );
  // No older than what is shown: it may have been asked for because something ran out.
  const now = Math.max(useNow(15_000), ...answers.map((answer) => serverTimeOf(answer.dataUpdatedAt)));
  const bookings = answers.flatMap((answer) => answer.data ?? []);
  const arranged = arrange(bookings, now);
  const gone = remembered.filter((_, i) => {
    const error = answers[i]?.error;
    return isProblem(error) && error.status === 404;
  });
  const broken = answers.find(
    (answer) => answer.isError && !answer.data && !isProblem(answer.error, "booking_not_found"),
  );

  // A booking that this phone may no longer see is not offered again.
  const goneText = gone.join(" ");
  useEffect(() => {
    goneText.split(" ").filter(Boolean).forEach(forget);
  }, [goneText]);

  return (
    <Columns
      first={
        <>
          {answers.some((answer) => answer.isPending) ? <ListSkeleton rows={2} /> : null}
          {broken ? (
            <Trouble
              error={broken.error}
              onRetry={() => answers.forEach((answer) => void answer.refetch())}
            />
          ) : null}
          <Seen
            at={Math.min(...answers.map((answer) => answer.dataUpdatedAt || Infinity))}
            broken={answers.some((answer) => answer.isError)}
          />
          <NowSection bookings={arranged.now} />
          <UpcomingSection bookings={arranged.upcoming} />
          {remembered.length === 0 || (bookings.length > 0 && bookings.length === arranged.over.length) ? (
            <NoParking />
          ) : null}
        </>
      }
      second={
        <>
          {arranged.over.length > 0 ? (
            <Section title={t("past.title")}>
              <PastList bookings={arranged.over} />
            </Section>
          ) : null}
          <div className="glass flex flex-wrap items-center gap-3 rounded-card p-5">
            <p className="min-w-0 flex-[1_1_12rem] text-m text-ink-2">{t("bookings.signIn")}</p>
            <ButtonLink tone="quiet" href={routes.signIn(routes.bookings)}>
              {t("account.signIn")}
            </ButtonLink>
          </div>
        </>
      }
    />
  );
}
