import clsx from "clsx";
import { useMemo, useState } from "react";
import type { SpaceId, SpaceState } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Floor, Spot } from "../../map/floor";
import type { Ways } from "../../map/ways";
import { Button } from "../../ui/Button";
import { SpotSign } from "../../ui/SpotSign";

interface Props {
  floor: Floor;
  ways: Ways;
  states: ReadonlyMap<SpaceId, SpaceState>;
  matches: ReadonlySet<SpaceId> | null;
  mine: SpaceId | null;
  onChoose: (spot: Spot) => void;
}

const PAGE = 60;
const LOOKS: Record<SpaceState, string> = {
  free: "border-free-edge bg-free text-free-ink",
  taken: "border-taken-edge bg-taken text-taken-ink",
  held: "border-held-edge bg-held text-held-ink",
  closed: "border-shut-edge bg-shut text-shut-ink",
};

/** The floor in words: all that the map shows and does, free spots first, nearest to a lift first. */
export function SpotList({ floor, ways, states, matches, mine, onChoose }: Props) {
  const { t, format } = useI18n();
  const [shown, setShown] = useState(PAGE);
  const rows = useMemo(() => {
    return floor.spots
      .filter((spot) => !matches || matches.has(spot.id))
      .map((spot) => ({ spot, state: states.get(spot.id) ?? ("free" as const), way: ways.nearest(spot.id) }))
      .sort(
        (a, b) =>
          Number(a.state !== "free") - Number(b.state !== "free") ||
          (a.way?.metres ?? 0) - (b.way?.metres ?? 0) ||
          a.spot.label.localeCompare(b.spot.label, undefined, { numeric: true }),
      );
  }, [floor, ways, states, matches]);

  if (rows.length === 0) return <p className="px-4 py-10 text-center text-ink-2">{t("list.none")}</p>;
  return (
    <div className="mx-auto w-full max-w-2xl px-4 pt-1 pb-6" data-testid="spot-list">
      <p role="status" className="num pb-2 text-s text-ink-2">
        {t("list.count", { count: rows.filter((row) => row.state === "free").length })}
      </p>
      <ul className="grid gap-2">
        {rows.slice(0, shown).map(({ spot, state, way }) => (
          <li key={spot.id}>
            <button
              type="button"
              aria-pressed={spot.id === mine}
              disabled={state !== "free"}
              data-testid={`spot-${spot.label}`}
              onClick={() => onChoose(spot)}
              className={clsx(
                "glass flex min-h-15 w-full items-center gap-3 rounded-box px-3 py-2 text-left transition-colors",
                state === "free" ? "hover:bg-glass-strong" : "",
              )}
            >
              <span
                className={clsx(
                  "grid min-h-11 min-w-13 place-items-center rounded-[12px] border px-2 font-bold",
                  spot.id === mine ? "border-mine bg-mine text-mine-ink" : LOOKS[state],
                )}
              >
                {spot.label}
              </span>
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-1.5 font-medium">
                  <SpotSign type={spot.type} size={14} />
                  {t(`type.${spot.type}`)}
                </span>
                {way ? (
                  <span className="num block text-s text-ink-2">
                    {t("spot.fromLandmark", {
                      distance: format.distance(way.metres),
                      landmark: way.landmark.label,
                    })}
                  </span>
                ) : null}
              </span>
              <span className="text-s font-medium text-ink-2">
                {spot.id === mine ? t("state.mine") : t(`state.${state}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <Button tone="quiet" className="mt-3 w-full" onClick={() => setShown((count) => count + PAGE)}>
          {t("list.more", { count: rows.length - shown })}
        </Button>
      ) : null}
    </div>
  );
}
