import { useState } from "react";
import { useMoveBooking } from "../../../api/admin/bookings";
import type { StaffBooking } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { VerbDialog } from "../VerbDialog";
import { FloorPicker } from "./FloorPicker";
import type { PickedSpot } from "./FloorPicker";
import { ReasonField } from "./ReasonField";

interface Props {
  lot: WorkLot;
  booking: StaffBooking;
  onClose: () => void;
}

/** Another spot for the same time and the same price. */
export function MoveDialog({ lot, booking, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const move = useMoveBooking(lot.slug, booking.reference);
  const toast = useToast();
  const [to, setTo] = useState<PickedSpot | null>(null);
  const [reason, setReason] = useState("");
  // Of a stay that has begun, the rest has to be free.
  const [span] = useState(() => ({
    from: new Date(Math.max(Date.parse(booking.startsAt), startOfMinute(serverNow()))).toISOString(),
    to: booking.endsAt,
  }));
  const isOther = to !== null && to.spot.type !== booking.space.type;

  return (
    <VerbDialog
      title={t("desk.bookings.moveTitle", { reference: booking.reference })}
      action={
        !to
          ? t("desk.bookings.holdNothing")
          : reason.trim() === ""
            ? t("desk.bookings.reasonFirst")
            : t("desk.bookings.moveDo", { spot: to.name })
      }
      disabled={to === null || reason.trim() === ""}
      doing={move}
      onDo={() => {
        if (!to) return;
        move.mutate(
          { spaceId: to.spot.id, reason: reason.trim() },
          {
            onSuccess: () => {
              toast.show(t("desk.bookings.moveDone", { spot: to.name }));
              onClose();
            },
          },
        );
      }}
      onClose={onClose}
      wide
      testId="move-dialog"
    >
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_17rem] lg:gap-5">
        <FloorPicker
          slug={lot.slug}
          span={span}
          areaId={booking.area.id}
          type={booking.space.type}
          picked={to}
          onPick={setTo}
        />
        <div className="grid grid-cols-1 content-start gap-4">
          <p className="num text-m text-ink-2">
            {t("desk.bookings.moveFree", { period: format.period(span.from, span.to, lot.timeZone) })}
          </p>
          {to ? (
            <Notice tone={isOther ? "wait" : "good"} title={to.name} testId="move-price">
              {isOther
                ? t("desk.bookings.otherType", {
                    from: t(`type.${booking.space.type}`),
                    to: t(`type.${to.spot.type}`),
                  })
                : t("desk.bookings.samePrice")}
            </Notice>
          ) : (
            <p className="text-m text-ink-2">{t("desk.bookings.moveChoose")}</p>
          )}
          <ReasonField value={reason} onChange={setReason} />
        </div>
      </div>
    </VerbDialog>
  );
}

function startOfMinute(moment: number): number {
  return Math.floor(moment / 60_000) * 60_000;
}
