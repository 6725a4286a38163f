import clsx from "clsx";
import { MapPin } from "lucide-react";
import type { SpaceState } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { SpotSign } from "../../ui/SpotSign";
import type { Row } from "./spots";

const LOOKS: Record<SpaceState | "mine", string> = {
  free: "border-free-edge bg-free text-free-ink",
  taken: "border-taken-edge bg-taken text-taken-ink",
  held: "border-held-edge bg-held text-held-ink",
  closed: "border-shut-edge bg-shut text-shut-ink",
  mine: "border-mine bg-mine text-mine-ink",
};

interface Props {
  row: Row;
  isMine: boolean;
  /** Whether its state is of now. */
  known: boolean;
  currency: string;
  isPriceOld: boolean;
  onChoose: () => void;
  onShow: () => void;
}

/** A spot in the list. One that is free is a button; any can be shown on the map. */
export function SpotRow({ row, isMine, known, currency, isPriceOld, onChoose, onShow }: Props) {
  const { t } = useI18n();
  const { spot, state } = row;
  const facts = <Facts row={row} isMine={isMine} known={known} currency={currency} isPriceOld={isPriceOld} />;
  const inside = "flex min-h-15 min-w-0 flex-1 items-center gap-3 rounded-box py-2 pl-3 text-left";
  return (
    <div className="glass flex items-center rounded-box">
      {state === "free" || isMine ? (
        <button
          type="button"
          aria-pressed={isMine}
          data-testid={`spot-${spot.label}`}
          onClick={onChoose}
          className={clsx(inside, "transition-colors hover:bg-glass-strong")}
        >
          {facts}
        </button>
      ) : (
        <div data-testid={`spot-${spot.label}`} className={inside}>
          {facts}
        </div>
      )}
      <button
        type="button"
        aria-label={t("list.show", { label: spot.label })}
        title={t("list.show", { label: spot.label })}
        onClick={onShow}
        className="mx-1 grid size-11 shrink-0 place-items-center rounded-box text-ink-2 transition-colors hover:bg-accent-soft hover:text-ink"
      >
        <MapPin size={18} aria-hidden />
      </button>
    </div>
  );
}

function Facts({ row, isMine, known, currency, isPriceOld }: Omit<Props, "onChoose" | "onShow">) {
  const { t, format } = useI18n();
  const { spot, state, reason, way, amountSen } = row;
  return (
    <>
      <span
        className={clsx(
          "grid min-h-11 min-w-13 shrink-0 place-items-center rounded-[12px] border px-2 font-bold",
          LOOKS[isMine ? "mine" : known ? state : "closed"],
        )}
      >
        {spot.label}
      </span>{" "}
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5 font-medium">
          <SpotSign type={spot.type} size={14} />
          {t(`type.${spot.type}`)}
        </span>{" "}
        {way ? (
          <span className="num block text-s text-ink-2">
            {t("spot.fromLandmark", {
              distance: format.distance(way.metres),
              landmark: way.landmark.label,
            })}
          </span>
        ) : null}
        {reason ? <span className="block text-s text-ink-2"> {reason}</span> : null}
      </span>{" "}
      <span className="shrink-0 text-right">
        {amountSen === null || (state !== "free" && !isMine) ? null : (
          <span className={clsx("num block font-semibold", isPriceOld && "opacity-60")}>
            {format.money(amountSen, currency)}
          </span>
        )}{" "}
        <span className="block text-s font-medium text-ink-2">
          {isMine ? t("state.mine") : t(known ? `state.${state}` : "state.unknown")}
        </span>
      </span>
    </>
  );
}
