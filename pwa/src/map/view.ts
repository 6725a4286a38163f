/** Where the eye is over the floor. A point of the floor (cm) is seen at `floor * scale + offset` pixels. */
import type { Box } from "./floor";

export interface View {
  scale: number;
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}
/** Parts of the map that something lies over, in pixels. */
export interface Insets {
  top: number;
  bottom: number;
}

const MARGIN_PX = 10;
/** A spot may grow to this many pixels, no further. */
const LARGEST_SPOT_PX = 130;

/** The whole floor, in the middle of what can be seen. */
export function fit(box: Box, size: Size, insets: Insets): View {
  const width = Math.max(1, size.width - 2 * MARGIN_PX);
  const height = Math.max(1, size.height - insets.top - insets.bottom - 2 * MARGIN_PX);
  const scale = Math.min(width / (box.x1 - box.x0), height / (box.y1 - box.y0));
  return {
    scale,
    x: size.width / 2 - ((box.x0 + box.x1) / 2) * scale,
    y: insets.top + MARGIN_PX + height / 2 - ((box.y0 + box.y1) / 2) * scale,
  };
}

/** Zoomed about a place on the screen, which stays where it is. */
export function zoomAt(view: View, factor: number, x: number, y: number, limits: Limits): View {
  const scale = Math.min(limits.largest, Math.max(limits.smallest, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

export interface Limits {
  smallest: number;
  largest: number;
}

export function limitsOf(box: Box, size: Size, insets: Insets, spotWidth: number): Limits {
  const smallest = fit(box, size, insets).scale;
  return { smallest, largest: Math.max(smallest, LARGEST_SPOT_PX / spotWidth) };
}

/** How far the edge of the floor may come in, as a part of what is seen, so that a spot at the edge can be looked at. */
const SLACK = 0.35;

/** Kept so that the floor never leaves the screen. */
export function keepInSight(view: View, box: Box, size: Size, insets: Insets, slack = SLACK): View {
  const seen = { x0: 0, x1: size.width, y0: insets.top, y1: size.height - insets.bottom };
  return {
    scale: view.scale,
    x: keep(view.x, box.x0 * view.scale, box.x1 * view.scale, seen.x0, seen.x1, slack),
    y: keep(view.y, box.y0 * view.scale, box.y1 * view.scale, seen.y0, seen.y1, slack),
  };
}

function keep(
  offset: number,
  start: number,
  end: number,
  seenStart: number,
  seenEnd: number,
  part: number,
): number {
  if (end - start + 2 * MARGIN_PX <= seenEnd - seenStart)
    return (seenStart + seenEnd) / 2 - (start + end) / 2;
  const slack = Math.max(MARGIN_PX, (seenEnd - seenStart) * part);
  return Math.min(seenStart + slack - start, Math.max(seenEnd - slack - end, offset));
}

/** Looking at a place of the floor, with at least this scale. */
export function lookAt(place: { x: number; y: number }, scale: number, size: Size, insets: Insets): View {
  const middle = (insets.top + size.height - insets.bottom) / 2;
  return { scale, x: size.width / 2 - place.x * scale, y: middle - place.y * scale };
}

/** Between two views: the scale moves evenly to the eye, and the place looked at moves with it. */
export function between(from: View, to: View, part: number, size: Size): View {
  if (part >= 1) return to;
  const scale = from.scale * Math.pow(to.scale / from.scale, part);
  const centre = (view: View) => ({
    x: (size.width / 2 - view.x) / view.scale,
    y: (size.height / 2 - view.y) / view.scale,
  });
  const a = centre(from);
  const b = centre(to);
  const bend =
    from.scale === to.scale ? part : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  const x = a.x + (b.x - a.x) * bend;
  const y = a.y + (b.y - a.y) * bend;
  return { scale, x: size.width / 2 - x * scale, y: size.height / 2 - y * scale };
}

export function toFloor(view: View, x: number, y: number): { x: number; y: number } {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
}
