import { useLocation } from "wouter";
import { useMe } from "../../../api/account";
import { useStays } from "../../../api/admin/gate";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Seen } from "../../../ui/Seen";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import type { SectionProps } from "../AdminPage";
import { SectionHead } from "../SectionHead";
import { CarLists } from "./CarLists";
import { GateCard } from "./GateCard";
import { MovementLog } from "./MovementLog";
import { StaySheet } from "./StaySheet";
import { WaitingReadings } from "./WaitingReadings";

/** Cars in and out, with a connection or without one; who is in, and who owes what. */
export default function ArrivalsPage({ lot, item }: SectionProps) {
  const { t } = useStaffI18n();
  const [, navigate] = useLocation();
  const by = useMe().data?.email ?? "";
  const stays = useStays(lot.slug);
  return (
    <div className="max-w-[84rem]">
      <SectionHead title={t("desk.arrivals")} text={t("desk.arrivals.text", { lot: lot.name })} />
      <Seen at={stays.dataUpdatedAt} broken={stays.isError} className="mt-1" />
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)] lg:gap-4.5">
        {/* On a phone the gate keeps its place at the top, however much is doubtful. */}
        <div className="min-w-0 empty:hidden max-lg:order-2 lg:col-span-2">
          <WaitingReadings lot={lot} />
        </div>
        <div className="grid grid-cols-1 gap-4 max-lg:contents lg:sticky lg:top-4.5">
          <div className="min-w-0 max-lg:order-1">
            <GateCard lot={lot} by={by} stays={stays.data ?? null} />
          </div>
          <div className="min-w-0 empty:hidden max-lg:order-3">
            <MovementLog lot={lot} by={by} />
          </div>
        </div>
        <div className="min-w-0 max-lg:order-4">
          {stays.data ? (
            <CarLists lot={lot} stays={stays.data} />
          ) : stays.isError ? (
            <Trouble error={stays.error} onRetry={() => void stays.refetch()} />
          ) : (
            <Skeleton className="h-96 !rounded-card" />
          )}
        </div>
      </div>
      {item && stays.data ? (
        <StaySheet
          key={item}
          lot={lot}
          by={by}
          stays={stays.data}
          seenAt={stays.dataUpdatedAt}
          reference={item}
          onClose={() => navigate(routes.admin(lot.slug, "arrivals"))}
        />
      ) : null}
    </div>
  );
}
