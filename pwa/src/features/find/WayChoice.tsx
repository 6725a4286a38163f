import clsx from "clsx";
import { ArrowUpDown, DoorOpen, Footprints } from "lucide-react";
import type { Booking, Landmark } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Way } from "../../map/ways";
import { rowOf } from "./row";

const ICONS: Partial<Record<Landmark["kind"], typeof DoorOpen>> = { lift: ArrowUpDown, entrance: DoorOpen };

interface Props {
  booking: Booking;
  ways: readonly Way[];
  chosen: Way | null;
  onChoose: (way: Way) => void;
}

/** Where the driver comes from, and the way from there in words. */
export function WayChoice({ booking, ways, chosen, onChoose }: Props) {
  const { t, format } = useI18n();
  if (!chosen) return null;
  const row = rowOf(booking.space.label);
  return (
    <div>
      {ways.length > 1 ? (
        <fieldset className="flex flex-wrap gap-2">
          <legend className="mb-1.5 text-s font-medium text-ink-2">{t("find.from")}</legend>
          {ways.map((way) => {
            const Icon = ICONS[way.landmark.kind] ?? Footprints;
            const on = way === chosen;
            return (
              <button
                key={way.landmark.id}
                type="button"
                aria-pressed={on}
                onClick={() => onChoose(way)}
                data-testid={`from-${way.landmark.id}`}
                className={clsx(
                  "flex min-h-11 items-center gap-1.5 rounded-full border px-3 font-semibold transition-colors",
                  on
                    ? "border-transparent bg-accent text-accent-ink"
                    : "border-edge bg-glass-strong text-ink hover:bg-accent-soft",
                )}
              >
                <Icon size={17} aria-hidden /> {way.landmark.label}
              </button>
            );
          })}
        </fieldset>
      ) : null}
      <p role="status" className="num mt-2 text-base font-medium" data-testid="way-words">
        {t(row ? "find.wayInRow" : "find.way", {
          landmark: chosen.landmark.label,
          distance: format.distance(chosen.metres),
          floor: booking.area.name,
          row: row ?? "",
        })}
      </p>
    </div>
  );
}
