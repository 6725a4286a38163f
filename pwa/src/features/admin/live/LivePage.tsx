import { X } from "lucide-react";
import { useLotNow, useOverview } from "../../../api/admin/live";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { RoundButton } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { useMedia } from "../../../ui/useMedia";
import { Card } from "../Card";
import { Board } from "./Board";
import { countKinds } from "./counts";
import { Figures } from "./Figures";
import { Kinds } from "./Kinds";
import { LiveHead } from "./LiveHead";
import { Overstayers } from "./Overstayers";
import { SpotPanel } from "./SpotPanel";
import { useFloorLook } from "./useFloorLook";

/** Room for a column beside the floor. */
const DESK = "(min-width: 80rem)";

/** The car park as it stands now. */
export default function LivePage({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const { now, flowing } = useLotNow(lot.slug);
  const overview = useOverview(lot.slug);
  const look = useFloorLook(now.data);
  const { here, floor, states, picked, choose } = look;
  const desk = useMedia(DESK);
  const close = () => choose({ floor: here?.code ?? null, spot: null });
  const title = picked ? t("desk.spot", { label: picked.label }) : "";
  const panel =
    picked && here ? (
      <SpotPanel
        key={picked.id}
        lot={lot}
        spot={picked}
        floorName={here.name}
        state={states.get(picked.id) ?? "free"}
      />
    ) : null;

  return (
    <div className="flex flex-col gap-4 xl:grid xl:grid-cols-[minmax(0,1fr)_22.25rem] xl:gap-4.5">
      {/* As high as the screen, but not so low that the floor's labels cannot be read. */}
      <div className="flex min-w-0 flex-col gap-4 xl:h-[calc(100dvh-2.25rem)] xl:min-h-[52rem] [@media(min-height:54rem)]:xl:sticky [@media(min-height:54rem)]:xl:top-4.5">
        <LiveHead lot={lot} now={now.data} flowing={flowing} />
        {now.isError && !now.data ? (
          <Trouble error={now.error} onRetry={() => void now.refetch()} />
        ) : (
          <>
            <Figures lot={lot} now={now.data} overview={overview} />
            {here ? (
              <Board lot={lot} look={look} here={here} />
            ) : (
              <Skeleton className="h-[60dvh] flex-1 !rounded-card" />
            )}
          </>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {panel && desk ? (
          <Card
            title={title}
            action={
              <RoundButton label={t("action.close")} onClick={close} className="-my-2 !shadow-none">
                <X size={19} aria-hidden />
              </RoundButton>
            }
          >
            {panel}
          </Card>
        ) : null}
        <Overstayers
          lot={lot}
          overview={overview}
          onPick={(stay) => choose({ floor: stay.areaCode, spot: stay.spaceLabel })}
        />
        {floor ? <Kinds kinds={countKinds(floor.spots, states)} /> : null}
      </div>
      {panel && !desk ? (
        <Dialog title={title} onClose={close} testId="spot-dialog">
          {panel}
        </Dialog>
      ) : null}
    </div>
  );
}
