import { encode } from "uqr";
import { useMemo } from "react";

/** Modules of white around a QR, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4;

/** A pass's signed text as a QR, drawn on the phone as the server draws it: error level M or better for the same size. */
export default function PassCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => drawing(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      data-testid="pass-code"
      className="block size-full"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}

function drawing(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", boostEcc: true, border: QUIET_ZONE });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join("") };
}
