import { lazy, Suspense, useEffect } from "react";
import { Redirect, useLocation, useSearch } from "wouter";
import { useMe } from "../../api/account";
import type { Work, WorkLot } from "../../api/admin/types";
import { useWork } from "../../api/admin/work";
import { isProblem } from "../../api/problem";
import { StaffWords } from "../../i18n/admin/StaffWords";
import { useStaffI18n } from "../../i18n/admin/words";
import { routes } from "../../routes";
import { AdminShell } from "./AdminShell";
import { ChooseLot, NoLots, NoRole, NotYours, Offline, Refused, UnknownLot } from "./Doors";
import { lotToBeginWith, rememberLot } from "./lastLot";
import { SECTIONS } from "./sections";
import type { SectionName } from "./sections";
import { AdminSkeleton, SectionSkeleton } from "./Skeletons";

const PAGES = {
  live: lazy(() => import("./live/LivePage")),
  staff: lazy(() => import("./staff/StaffPage")),
  audit: lazy(() => import("./audit/AuditPage")),
} as const satisfies Record<SectionName, unknown>;

interface Props {
  /** Of the lot; null to begin with the last one, or to choose. */
  slug: string | null;
  section: SectionName;
}

/** The door of the dashboard: who comes in, and where to. */
export default function AdminPage(props: Props) {
  return (
    <Suspense fallback={<AdminSkeleton />}>
      <StaffWords>
        <Door {...props} />
      </StaffWords>
    </Suspense>
  );
}

function Door({ slug, section }: Props) {
  const [path] = useLocation();
  const query = useSearch();
  const me = useMe();
  const work = useWork(Boolean(me.data));

  if (me.data === null) return <Redirect to={routes.signIn(query ? `${path}?${query}` : path)} replace />;
  if (me.data && work.data)
    return <Inside work={work.data} slug={slug} section={section} email={me.data.email} />;
  const error = me.error ?? work.error;
  if (!error) return <AdminSkeleton />;
  const retry = () => void (me.error ? me : work).refetch();
  return isProblem(error) ? <Refused error={error} onRetry={retry} /> : <Offline onRetry={retry} />;
}

function Inside({ work, slug, section, email }: Props & { work: Work; email: string }) {
  const first = lotToBeginWith(work.lots);
  if (work.lots.length === 0) return work.everywhere.length > 0 ? <NoLots /> : <NoRole email={email} />;
  if (slug === null)
    return first ? <Redirect to={routes.admin(first.slug)} replace /> : <ChooseLot lots={work.lots} />;
  const lot = work.lots.find((one) => one.slug === slug);
  return lot ? <AtLot key={lot.slug} lot={lot} work={work} section={section} /> : <UnknownLot />;
}

function AtLot({ lot, work, section }: { lot: WorkLot; work: Work; section: SectionName }) {
  const { t } = useStaffI18n();
  useEffect(() => rememberLot(lot.slug), [lot.slug]);
  const Page = PAGES[section];
  const here = SECTIONS.find((one) => one.name === section);
  return (
    <AdminShell lot={lot} lots={work.lots} section={section}>
      {here ? <title>{`${t(here.title)} · ${lot.name} · ParkPro`}</title> : null}
      {here && lot.permissions.includes(here.permission) ? (
        <Suspense fallback={<SectionSkeleton />}>
          <Page lot={lot} work={work} />
        </Suspense>
      ) : (
        <NotYours lot={lot} />
      )}
    </AdminShell>
  );
}
