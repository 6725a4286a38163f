import clsx from "clsx";
import { Square, SquareCheck } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { SpaceId, SpotNow } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { Floor, Spot } from "../../../map/floor";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { SpotSign } from "../../../ui/SpotSign";
import { FindSpot } from "../../lots/FindSpot";
import { STATES } from "./counts";
import type { StateCounts, States } from "./counts";
import { LOOKS } from "./StateSign";

interface Props {
  floor: Floor;
  states: States;
  counts: StateCounts;
  picked: Spot | null;
  /** Several are chosen at once; null while only one is looked at. */
  chosen: ReadonlySet<SpaceId> | null;
  onPick: (spot: Spot) => void;
  onPickAll: (spots: readonly Spot[]) => void;
}

const PAGE = 60;
const BY_LABEL = new Intl.Collator("en", { numeric: true });

/** The floor in words: all that the map shows and does. */
export function SpotsInWords({ floor, states, counts, picked, chosen, onPick, onPickAll }: Props) {
  const { t, format } = useStaffI18n();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query).trim().toUpperCase();
  const [only, setOnly] = useState<SpotNow | null>(null);
  const [shown, setShown] = useState(PAGE);
  const rows = floor.spots
    .map((spot) => ({ spot, state: states.get(spot.id) ?? "free" }))
    .filter(({ spot, state }) => spot.label.toUpperCase().includes(wanted) && (only ?? state) === state)
    .sort((a, b) => BY_LABEL.compare(a.spot.label, b.spot.label));
  return (
    <div
      className="grid grid-cols-1 content-start gap-3 xl:min-h-0 xl:flex-1 xl:overflow-y-auto"
      data-testid="spots-in-words"
    >
      <FindSpot query={query} onQuery={setQuery} className="focus-within:-outline-offset-2" />
      <div role="group" aria-label={t("desk.onlyState")} className="flex flex-wrap gap-2">
        <Chip pressed={only === null} onClick={() => setOnly(null)}>
          {t("desk.anyState")}
        </Chip>
        {STATES.filter((state) => counts[state] > 0 || state === only).map((state) => (
          <Chip key={state} pressed={only === state} onClick={() => setOnly(state)}>
            {t(`desk.state.${state}`)} <span className="num">{format.number(counts[state])}</span>
          </Chip>
        ))}
      </div>
      {chosen && rows.length > 0 ? (
        <Button
          tone="plain"
          className="justify-self-start"
          data-testid="choose-shown"
          onClick={() => onPickAll(rows.map(({ spot }) => spot))}
        >
          {t("desk.select.shown")}
        </Button>
      ) : null}
      {rows.length === 0 ? (
        <p role="status" className="px-4 py-8 text-center text-ink-2">
          {t("desk.noSuchSpot")}
        </p>
      ) : null}
      <ul
        className={clsx(
          "grid gap-2",
          chosen
            ? "grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))]"
            : "grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))]",
        )}
      >
        {rows.slice(0, shown).map(({ spot, state }) => (
          <li key={spot.id}>
            <button
              type="button"
              {...(chosen
                ? { role: "checkbox", "aria-checked": chosen.has(spot.id) }
                : { "aria-pressed": picked?.id === spot.id })}
              data-testid={`spot-${spot.label}`}
              onClick={() => onPick(spot)}
              className="flex min-h-14 w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-box border border-line bg-glass-strong px-2.5 py-1.5 text-left hover:bg-accent-soft aria-pressed:outline-2 aria-pressed:-outline-offset-2 aria-pressed:outline-mine aria-checked:outline-2 aria-checked:-outline-offset-2 aria-checked:outline-mine"
            >
              {chosen ? (
                chosen.has(spot.id) ? (
                  <SquareCheck size={20} aria-hidden className="shrink-0 text-mine" />
                ) : (
                  <Square size={20} aria-hidden className="shrink-0 text-ink-3" />
                )
              ) : null}
              <span
                className={clsx(
                  "grid min-h-10 min-w-13 shrink-0 place-items-center rounded-[12px] border px-1.5 font-bold",
                  LOOKS[state],
                )}
              >
                {spot.label}
              </span>{" "}
              <span className="flex min-w-0 flex-[1_1_4rem] items-center gap-1.5 text-m">
                <SpotSign type={spot.type} size={14} />
                {t(`type.${spot.type}`)}
              </span>{" "}
              <span className="text-s font-medium text-ink-2">{t(`desk.state.${state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <Button tone="quiet" onClick={() => setShown((count) => count + PAGE)}>
          {t("list.more", { count: rows.length - shown })}
        </Button>
      ) : null}
    </div>
  );
}
