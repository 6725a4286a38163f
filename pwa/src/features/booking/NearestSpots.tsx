import type { NearestSpace } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";
import { NearestFacts } from "./NearestFacts";

interface Props {
  label: string;
  /** Says otherwise than that somebody was faster. */
  title?: string | undefined;
  /** What the server said of it, when it was asked. */
  sentence?: string | undefined;
  nearest: readonly NearestSpace[];
  onChoose: (spot: NearestSpace) => void;
}

/** Somebody was faster: the nearest equals, one press away. */
export function NearestSpots({ label, title, sentence, nearest, onChoose }: Props) {
  const { t } = useI18n();
  return (
    <div className="mt-3 grid gap-3" data-testid="nearest">
      <Notice tone="wait" urgent title={title ?? t("nearest.title", { label })}>
        {sentence ?? (nearest.length > 0 ? t("nearest.text") : t("nearest.none"))}
      </Notice>
      <ul className="grid gap-2">
        {nearest.map((spot) => (
          <li key={spot.spaceId}>
            <button
              type="button"
              data-testid={`nearest-${spot.label}`}
              onClick={() => onChoose(spot)}
              className="flex min-h-14 w-full items-center gap-3 rounded-box border border-line bg-glass px-3 py-2 text-left hover:bg-accent-soft"
            >
              <span className="grid min-h-10 min-w-12 place-items-center rounded-[12px] border border-free-edge bg-free px-2 font-bold text-free-ink">
                {spot.label}
              </span>
              <span className="flex-1">
                <NearestFacts spot={spot} />
              </span>
              <span className="text-m font-semibold text-accent">{t("nearest.choose")}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
