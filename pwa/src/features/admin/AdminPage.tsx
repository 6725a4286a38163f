import { lazy, Suspense, useEffect } from "react";
import { Redirect, useLocation, useSearch } from "wouter";
import { useMe } from "../../api/account";
import type { Work, WorkLot } from "../../api/admin/types";
import { useSendMovements } from "../../api/admin/useSendMovements";
import { useWork } from "../../api/admin/work";
import { isProblem } from "../../api/problem";
import { StaffWords } from "../../i18n/admin/StaffWords";
import { useStaffI18n } from "../../i18n/admin/words";
import { routes } from "../../routes";
import { AdminShell } from "./AdminShell";
import { ChooseLot, NoRole, NotYours, Offline, Refused, UnknownLot } from "./Doors";
import { keepParts } from "./keepParts";
import { lotToBeginWith, rememberLot } from "./lastLot";
import { SECTIONS } from "./sections";
import type { SectionName } from "./sectionNames";
import { AdminSkeleton, SectionSkeleton } from "./Skeletons";
import { Unfinished } from "./start/Unfinished";

const PAGES = {
  live: lazy(() => import("./live/LivePage")),
  arrivals: lazy(() => import("./arrivals/ArrivalsPage")),
  bookings: lazy(() => import("./bookings/BookingsPage")),
  people: lazy(() => import("./people/PeoplePage")),
  closures: lazy(() => import("./closures/ClosuresPage")),
  money: lazy(() => import("./money/MoneyPage")),
  reports: lazy(() => import("./reports/ReportsPage")),
  floors: lazy(() => import("./floors/FloorsPage")),
  prices: lazy(() => import("./prices/PricesPage")),
  lot: lazy(() => import("./lot/LotPage")),
  messages: lazy(() => import("./messages/MessagesPage")),
  programs: lazy(() => import("./programs/ProgramsPage")),
  staff: lazy(() => import("./staff/StaffPage")),
  audit: lazy(() => import("./audit/AuditPage")),
} as const satisfies Record<SectionName, unknown>;

interface Props {
  /** Of the lot; null to begin with the last one, or to choose. */
  slug: string | null;
  section: SectionName;
  /** One thing of the section: a booking's reference, a floor's code; null for all of it. */
  item?: string | undefined;
}

/** What each section's page is told. */
export interface SectionProps {
  lot: WorkLot;
  work: Work;
  item: string | undefined;
}

/** The door of the dashboard: who comes in, and where to. Whoever was in before also comes in without a connection. */
export default function AdminPage(props: Props) {
  return (
    <Suspense fallback={<AdminSkeleton />}>
      <StaffWords>
        <Door {...props} />
      </StaffWords>
    </Suspense>
  );
}

function Door({ slug, section, item }: Props) {
  const [path] = useLocation();
  const query = useSearch();
  const me = useMe();
  const work = useWork(Boolean(me.data));

  if (me.data === null) return <Redirect to={routes.signIn(query ? `${path}?${query}` : path)} replace />;
  if (me.data && work.data)
    return <Inside work={work.data} slug={slug} section={section} item={item} email={me.data.email} />;
  const error = me.error ?? work.error;
  if (!error) return <AdminSkeleton />;
  const retry = () => void (me.error ? me : work).refetch();
  return isProblem(error) ? <Refused error={error} onRetry={retry} /> : <Offline onRetry={retry} />;
}

function Inside({ work, slug, section, item, email }: Props & { work: Work; email: string }) {
  // Wherever in the dashboard they are by then.
  useSendMovements(email);
  useEffect(() => void keepParts(), []);
  const first = lotToBeginWith(work.lots);
  if (work.lots.length === 0)
    return work.everywhere.includes("set_lot") ? (
      <Redirect to={routes.setUp()} replace />
    ) : (
      <NoRole email={email} />
    );
  if (slug === null)
    return first ? <Redirect to={routes.admin(first.slug)} replace /> : <ChooseLot lots={work.lots} />;
  const lot = work.lots.find((one) => one.slug === slug);
  return lot ? <AtLot key={lot.slug} lot={lot} work={work} section={section} item={item} /> : <UnknownLot />;
}

function AtLot({ lot, work, section, item }: SectionProps & { section: SectionName }) {
  const { t } = useStaffI18n();
  useEffect(() => rememberLot(lot.slug), [lot.slug]);
  const Page = PAGES[section];
  const mayAdd = work.everywhere.includes("set_lot");
  const here = SECTIONS.find((one) => one.name === section);
  return (
    <AdminShell
      lot={lot}
      lots={work.lots}
      section={section}
      mayAdd={mayAdd}
      notice={mayAdd ? <Unfinished slug={lot.slug} /> : null}
    >
      {here ? <title>{`${t(here.title)} · ${lot.name} · ParkPro`}</title> : null}
      {here && lot.permissions.includes(here.permission) ? (
        <Suspense fallback={<SectionSkeleton />}>
          <Page lot={lot} work={work} item={item} />
        </Suspense>
      ) : (
        <NotYours lot={lot} />
      )}
    </AdminShell>
  );
}
