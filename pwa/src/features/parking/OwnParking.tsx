import { useState } from "react";
import { useCurrentBookings, usePastBookings } from "../../api/bookings";
import { serverNow, serverTimeOf } from "../../api/clock";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { Seen } from "../../ui/Seen";
import { Trouble, useTroubleText } from "../../ui/Trouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import { arrange, untilNews } from "./arrange";
import { Columns } from "./Columns";
import { NoParking } from "./NoParking";
import { ListSkeleton, NowSection, PastList, Section, UpcomingSection } from "./Sections";
import { TotalsCard } from "./TotalsCard";

/** The parking of the driver who is signed in. */
export function OwnParking() {
  const current = useCurrentBookings(true, { pollMs: (bookings) => untilNews(bookings, serverNow()) });
  // No older than what is shown: it may have been asked for because something ran out.
  const now = Math.max(useNow(15_000), serverTimeOf(current.dataUpdatedAt));
  const arranged = current.data ? arrange(current.data.bookings, now) : null;
  return (
    <Columns
      first={
        <>
          {current.isError && !current.data ? (
            <Trouble error={current.error} onRetry={() => void current.refetch()} />
          ) : !arranged ? (
            <ListSkeleton rows={2} />
          ) : arranged.now.length + arranged.upcoming.length === 0 ? (
            <NoParking />
          ) : (
            <>
              <Seen at={current.dataUpdatedAt} broken={current.isError} />
              <NowSection bookings={arranged.now} />
              <UpcomingSection bookings={arranged.upcoming} />
            </>
          )}
          <TotalsCard />
        </>
      }
      second={<Past justOver={arranged?.over ?? []} />}
    />
  );
}

interface LotName {
  slug: string;
  name: string;
}

/** Page by page; `justOver` are those whose time is up and which the server still counts among the others. */
function Past({ justOver }: { justOver: readonly Booking[] }) {
  const { t } = useI18n();
  const troubleText = useTroubleText();
  const [lot, setLot] = useState<string | null>(null);
  const past = usePastBookings(lot);
  const everywhere = usePastBookings(null);
  const lots = lotsOf(everywhere.data?.pages.flatMap((page) => page.bookings) ?? []);
  const fetched = past.data?.pages.flatMap((page) => page.bookings) ?? [];
  const known = new Set(fetched.map((one) => one.reference));
  const bookings = [
    ...justOver.filter((one) => !known.has(one.reference) && (!lot || one.lot.slug === lot)),
    ...fetched,
  ];
  return (
    <Section title={t("past.title")}>
      {lots.length > 1 ? (
        <div role="group" aria-label={t("past.lots")} className="flex flex-wrap gap-2">
          <Chip pressed={lot === null} onClick={() => setLot(null)}>
            {t("past.everywhere")}
          </Chip>
          {lots.map((one) => (
            <Chip key={one.slug} pressed={lot === one.slug} onClick={() => setLot(one.slug)}>
              {one.name}
            </Chip>
          ))}
        </div>
      ) : null}
      {past.isError && !past.data ? (
        <Trouble error={past.error} onRetry={() => void past.refetch()} />
      ) : past.isPending ? (
        <ListSkeleton />
      ) : bookings.length === 0 ? (
        <p className="glass rounded-card px-6 py-8 text-center text-ink-2">{t("past.none")}</p>
      ) : (
        <>
          <PastList bookings={bookings} />
          {past.isFetchNextPageError ? (
            <Notice tone="wait" urgent>
              {troubleText(past.error)}
            </Notice>
          ) : null}
          {past.hasNextPage ? (
            <Button
              tone="quiet"
              busy={past.isFetchingNextPage}
              onClick={() => void past.fetchNextPage()}
              data-testid="past-more"
            >
              {t(past.isFetchingNextPage ? "past.fetching" : "past.more")}
            </Button>
          ) : null}
        </>
      )}
    </Section>
  );
}

/** The car parks of what was fetched, each once. */
function lotsOf(bookings: readonly Booking[]): LotName[] {
  return [...new Map(bookings.map(({ lot }) => [lot.slug, { slug: lot.slug, name: lot.name }])).values()];
}
