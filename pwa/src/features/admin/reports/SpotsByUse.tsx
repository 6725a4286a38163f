import { useState } from "react";
import type { FloorUse, SpotUse } from "../../../api/admin/reports";
import type { SpaceId } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Segmented } from "../../../ui/Segmented";
import { SpotSign } from "../../../ui/SpotSign";
import { ScrollX } from "../ScrollX";

const PAGE = 12;
const ORDERS = { most: -1, least: 1 } as const;

interface Props {
  use: FloorUse;
  top: number;
  picked: SpaceId | null;
  onPick: (id: SpaceId) => void;
}

/** The spots of a floor, the most or the least booked first. */
export function SpotsByUse({ use, top, picked, onPick }: Props) {
  const { t, format } = useStaffI18n();
  const [order, setOrder] = useState<keyof typeof ORDERS>("most");
  const [shown, setShown] = useState(PAGE);
  const rows = use.spots.toSorted(
    (a, b) => ORDERS[order] * ((a.bookedPercent ?? -1) - (b.bookedPercent ?? -1)),
  );
  return (
    <div>
      <div className="mb-1 print:hidden">
        <Segmented
          label={t("desk.reports.order")}
          value={order}
          onChange={setOrder}
          options={(["most", "least"] as const).map((value) => ({
            value,
            label: t(`desk.reports.order.${value}`),
          }))}
        />
      </div>
      <ScrollX label={t("desk.reports.tableOf", { what: t("desk.reports.bySpot") })}>
        <table className="num w-full text-right text-s whitespace-nowrap" data-testid="table-spots">
          <caption className="sr-only">{t("desk.reports.bySpot")}</caption>
          <thead className="text-ink-2">
            <tr>
              {(["spot", "booked", "stood", "stays", "net"] as const).map((name, i) => (
                <th
                  key={name}
                  scope="col"
                  className={`px-1.5 py-2 font-medium ${i === 0 ? "text-left" : ""}`}
                >
                  {t(`desk.reports.spots.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((spot) => (
              <tr key={spot.spaceId} className="border-t border-line" data-picked={spot.spaceId === picked}>
                <th scope="row" className="text-left font-semibold">
                  <button
                    type="button"
                    aria-pressed={spot.spaceId === picked}
                    onClick={() => onPick(spot.spaceId)}
                    className="inline-flex min-h-11 min-w-14 items-center gap-1.5 rounded-[12px] px-1.5 hover:bg-accent-soft aria-pressed:bg-accent aria-pressed:text-accent-ink"
                  >
                    <SpotSign type={spot.type} size={13} /> {spot.label}
                  </button>
                </th>
                <td className="px-1.5">
                  <Share spot={spot} top={top} />
                </td>
                <td className="px-1.5">
                  {spot.occupiedPercent === null
                    ? t("desk.reports.unknown")
                    : t("desk.percent", { percent: spot.occupiedPercent })}
                </td>
                <td className="px-1.5">{format.number(spot.stays)}</td>
                <td className="px-1.5">{format.money(spot.netSen, use.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {rows.length > shown ? (
        <Button
          tone="quiet"
          className="mt-2 w-full print:hidden"
          onClick={() => setShown((count) => count + PAGE * 4)}
        >
          {t("list.more", { count: rows.length - shown })}
        </Button>
      ) : null}
    </div>
  );
}

function Share({ spot, top }: { spot: SpotUse; top: number }) {
  const { t } = useStaffI18n();
  const { bookedPercent: share } = spot;
  if (share === null) return t("desk.reports.unknown");
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <svg width="56" height="8" aria-hidden="true" className="max-sm:hidden">
        <rect width="56" height="8" rx="4" fill="var(--line)" />
        <rect width={(56 * Math.min(share, top)) / top} height="8" rx="4" fill="var(--accent)" />
      </svg>
      {t("desk.percent", { percent: share })}
    </span>
  );
}
