import clsx from "clsx";
import type { LotSummary } from "../../api/types";
import { useI18n } from "../../i18n/context";

interface Props {
  lot: LotSummary;
  metres: number | null;
  /** Whether the count of free spots is of now. */
  known: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onFocus: () => void;
}

/**
 * A car park on the map of the town. Round with a number: free. Square with a word: full, or closed. Round with a sign:
 * how it is now is not known.
 */
export function LotPin({ lot, metres, known, isChosen, onChoose, onFocus }: Props) {
  const { t, format } = useI18n();
  const state = !known ? "unknown" : !lot.isOpen ? "closed" : lot.freeNow > 0 ? "free" : "full";
  const seen = state === "free" ? t("floor.free", { count: lot.freeNow }) : t(`town.${state}Short`);
  const far = metres === null ? null : format.distance(metres);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      // In the order in which it is seen: who speaks to a phone says what is written on the pin.
      aria-label={[`${lot.name}: ${seen}`, far].filter(Boolean).join(" ")}
      data-testid={`pin-${lot.slug}`}
      onClick={onChoose}
      onFocus={onFocus}
      className="pointer-events-auto absolute bottom-0 left-0 flex -translate-x-1/2 flex-col items-center pt-1 whitespace-nowrap"
    >
      <span
        className={clsx(
          "num grid min-h-11 min-w-11 place-items-center border-2 px-2.5 py-0.5 text-center leading-tight font-bold shadow-[var(--shadow)]",
          state === "free" || state === "unknown" ? "rounded-full" : "rounded-[8px]",
          isChosen
            ? "border-mine bg-mine text-mine-ink"
            : {
                free: "border-free-edge bg-free text-free-ink",
                full: "border-taken-edge bg-taken text-taken-ink",
                closed: "border-dashed border-shut-edge bg-shut text-shut-ink",
                unknown: "border-edge bg-glass-solid text-ink",
              }[state],
        )}
      >
        <span className="block text-m">{seen}</span>
        {far === null ? null : <span className="block text-xs font-medium">{far}</span>}
      </span>
      <span
        aria-hidden="true"
        className={clsx(
          "-mt-1 size-2.5 rotate-45 border-r-2 border-b-2",
          isChosen
            ? "border-mine bg-mine"
            : {
                free: "border-free-edge bg-free",
                full: "border-taken-edge bg-taken",
                closed: "border-shut-edge bg-shut",
                unknown: "border-edge bg-glass-solid",
              }[state],
        )}
      />
    </button>
  );
}
