import clsx from "clsx";
import type { SpotNow } from "../../../api/types";
import { heldSign, lateSign } from "../../../map/signs";
import { SignIcon } from "../../../ui/SpotSign";

export const LOOKS: Record<SpotNow, string> = {
  free: "border-free-edge bg-free text-free-ink",
  held: "border-held-edge bg-held text-held-ink",
  booked: "border-booked-edge bg-booked text-booked-ink",
  occupied: "border-taken-edge bg-taken text-taken-ink",
  overstayed: "border-late-edge bg-late text-late-ink",
  closed: "border-shut-edge bg-shut text-shut-ink",
};

const STRIPES = "repeating-linear-gradient(135deg, var(--shut-edge) 0 1.5px, var(--shut) 1.5px 4.5px)";

/** A small spot as the map draws it. */
export function StateSign({ state }: { state: SpotNow }) {
  return (
    <i
      aria-hidden
      className={clsx("grid h-5 w-4 shrink-0 place-items-center rounded-[5px] border", LOOKS[state])}
      style={state === "closed" ? { background: STRIPES } : undefined}
    >
      {state === "held" ? <SignIcon sign={heldSign} size={10} /> : null}
      {state === "booked" ? (
        <b className="h-3 w-2 rounded-[3px] border border-dashed border-booked-edge" />
      ) : null}
      {state === "occupied" ? <b className="h-3 w-2 rounded-[3px] bg-taken-edge/50" /> : null}
      {state === "overstayed" ? <SignIcon sign={lateSign} size={11} /> : null}
    </i>
  );
}
