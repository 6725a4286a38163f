import type { SpaceType } from "../api/types";
import { spotSigns } from "../map/signs";
import type { Sign } from "../map/signs";

/** A sign of the map within text. */
export function SignIcon({ sign, size = 16 }: { sign: Sign; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill={sign.line === undefined ? "currentColor" : "none"}
      stroke={sign.line === undefined ? "none" : "currentColor"}
      strokeWidth={sign.line}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0 overflow-visible"
    >
      <path d={sign.path} />
    </svg>
  );
}

/** The sign of a kind of spot; an ordinary one has none. */
export function SpotSign({ type, size }: { type: SpaceType; size?: number }) {
  if (type === "standard") return null;
  return <SignIcon sign={spotSigns[type]} {...(size === undefined ? {} : { size })} />;
}
