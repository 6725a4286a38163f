import { CircleCheck } from "lucide-react";
import type { ClosedSpot } from "../../../api/admin/types";
import type { SpaceId } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";

interface Props {
  title: string;
  done: readonly ClosedSpot[];
  spots: ReadonlyMap<SpaceId, string>;
  onClose: () => void;
}

/** What closing did: who has which spot now, and who gets the money back. */
export function Closed({ title, done, spots, onClose }: Props) {
  const { t } = useStaffI18n();
  const touched = done.filter((spot) => spot.moved.length + spot.displaced.length > 0);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId="closed-dialog"
      footer={
        <Button onClick={onClose} data-testid="closed-done">
          {t("desk.closing.done")}
        </Button>
      }
    >
      <div role="status">
        <ul className="num grid grid-cols-1 gap-3">
          {touched.map((spot) => (
            <li key={spot.spaceId} className="grid gap-1 text-m">
              <p className="flex items-center gap-2 font-semibold">
                <CircleCheck size={17} aria-hidden className="text-free-ink" /> {spots.get(spot.spaceId)}
              </p>
              {spot.moved.map(({ reference, areaCode, spaceLabel }) => (
                <p key={reference}>
                  <b>{reference}</b> {t("desk.closing.movedTo", { spot: `${areaCode} · ${spaceLabel}` })}
                </p>
              ))}
              {spot.displaced.map((reference) => (
                <p key={reference}>
                  <b>{reference}</b> {t("desk.closing.gotMoney")}
                </p>
              ))}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
