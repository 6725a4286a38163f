import type { StaffBooking } from "../../../api/admin/bookings";
import { useExtensionLink, useLetExtensionGo, useTakeExtension } from "../../../api/admin/extensions";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import { Due } from "./Due";

interface Props {
  lot: WorkLot;
  booking: StaffBooking;
  extension: StaffBooking["extensions"][number];
}

/** More time that is held for somebody and not paid for. */
export function HeldTime({ lot, booking, extension }: Props) {
  const { t, format } = useStaffI18n();
  const link = useExtensionLink(lot.slug, booking.reference, extension.id);
  const take = useTakeExtension(lot.slug, booking.reference, extension.id);
  const letGo = useLetExtensionGo(lot.slug, booking.reference, extension.id);
  const troubleText = useTroubleText();
  const amount = format.money(extension.amountSen, booking.currency);
  const end = format.end(extension.endsAt, lot.timeZone);
  const held = extension.holdExpiresAt && format.end(extension.holdExpiresAt, lot.timeZone);
  return (
    <Due
      lot={lot}
      title={t("desk.bookings.timeDue", { end, amount })}
      until={held && t("desk.bookings.timeDueText", { time: held })}
      amount={amount}
      link={link}
      take={take}
      testId="time-due"
    >
      {lot.permissions.includes("change_bookings") ? (
        <Button tone="plain" busy={letGo.isPending} data-testid="let-go" onClick={() => letGo.mutate()}>
          {t("extend.release")}
        </Button>
      ) : null}
      {letGo.error ? (
        <Notice tone="bad" urgent className="w-full">
          {troubleText(letGo.error)}
        </Notice>
      ) : null}
    </Due>
  );
}
