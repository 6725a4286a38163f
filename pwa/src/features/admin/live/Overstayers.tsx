import type { useOverview } from "../../../api/admin/live";
import type { LateStay, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Plate } from "../../../ui/Plate";
import { Skeleton } from "../../../ui/Skeleton";
import { Card } from "../Card";
import { shortTime } from "./shortTime";

interface Props {
  lot: WorkLot;
  overview: ReturnType<typeof useOverview>;
  onPick: (stay: LateStay) => void;
}

/** The cars that should have left: who owes most first. */
export function Overstayers({ lot, overview: { data: overview, isError }, onPick }: Props) {
  const { t } = useStaffI18n();
  return (
    <Card title={t("desk.overstaying")} testId="overstayers">
      {!overview && isError ? (
        // What went wrong, and the way to try again, stand with the figures.
        <p className="text-m text-ink-2">{t("desk.lateUnknown")}</p>
      ) : !overview ? (
        <Skeleton className="h-20" />
      ) : overview.overstaying.length === 0 ? (
        <p className="text-m text-ink-2">{t("desk.nobodyLate")}</p>
      ) : (
        <ul>
          {overview.overstaying.map((stay) => (
            <li key={stay.sessionId} className="border-t border-line">
              <Late
                stay={stay}
                currency={overview.currency}
                zone={lot.timeZone}
                onPick={() => onPick(stay)}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface LateProps {
  stay: LateStay;
  currency: string;
  zone: string;
  onPick: () => void;
}

function Late({ stay, currency, zone, onPick }: LateProps) {
  const { t, format } = useStaffI18n();
  const facts = [t("desk.over", { time: shortTime(stay.minutesOver, t) })];
  if (stay.nextStartsAt) facts.push(t("desk.nextAt", { time: format.end(stay.nextStartsAt, zone) }));
  return (
    <button
      type="button"
      onClick={onPick}
      data-testid={`late-${stay.spaceLabel}`}
      className="num -mx-2 flex min-h-14 w-[calc(100%+1rem)] flex-wrap items-center gap-x-3 gap-y-1 rounded-[14px] px-2 py-2 text-left hover:bg-accent-soft"
    >
      <Plate number={stay.plateNumber} />{" "}
      <span className="min-w-0 flex-[1_1_6rem]">
        <span className="block font-medium">
          {stay.areaCode} · {stay.spaceLabel}
        </span>{" "}
        <span className="flex flex-wrap gap-x-3 text-s text-ink-2">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
      </span>{" "}
      <b className="text-base font-bold whitespace-nowrap">{format.money(stay.owedSen, currency)}</b>
    </button>
  );
}
