import clsx from "clsx";
import type { LotNow, WorkLot } from "../../../api/admin/types";
import { useOnline } from "../../../api/reach";
import { useStaffI18n } from "../../../i18n/admin/words";
import { useNow } from "../../../ui/useNow";

interface Props {
  lot: WorkLot;
  now: LotNow | undefined;
  /** Events come in. */
  flowing: boolean;
}

/** The lot, whether what stands here is of now, and what time it is there. */
export function LiveHead({ lot, now, flowing }: Props) {
  const { format } = useStaffI18n();
  const time = new Date(useNow(5_000));
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {/* On a phone it stands right above, where the car park is chosen. */}
      <h1 className="text-2xl font-bold tracking-tight max-lg:sr-only">{lot.name}</h1>
      <LiveDot zone={lot.timeZone} now={now} flowing={flowing} />
      <p className="num ml-auto text-s text-ink-2">
        {format.longDay(time, lot.timeZone)}, {format.time(time, lot.timeZone)}
      </p>
    </header>
  );
}

function LiveDot({ zone, now, flowing }: Omit<Props, "lot"> & { zone: string }) {
  const { t, format } = useStaffI18n();
  const online = useOnline();
  const live = online && flowing && now?.stale === false;
  const waiting = online && !now?.stale && !flowing;
  return (
    <p
      role="status"
      data-testid="live"
      data-live={live}
      className={clsx(
        "flex items-center gap-2 text-s font-semibold",
        live ? "text-accent" : waiting ? "text-ink-2" : "text-held-ink",
      )}
    >
      {/* Full while it is live, a ring while it is not. */}
      <i
        aria-hidden
        className={clsx(
          "size-2.5 rounded-full",
          live ? "bg-accent ring-4 ring-accent-soft" : "border-2 border-current",
        )}
      />
      {live
        ? t("desk.isLive")
        : waiting || !now
          ? t("desk.connecting")
          : t("desk.asOf", { time: format.time(now.asOf, zone) })}
    </p>
  );
}
