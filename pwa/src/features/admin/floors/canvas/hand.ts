/** What the hands at work on the floor share. */
import type { Point } from "../../../../map/ways";
import { snapTo } from "../plan/geometry";
import type { Command, What } from "../plan/commands";
import { stepOf } from "../plan/tools";
import type { Tools } from "../plan/tools";
import type { Board } from "./board";

export interface Hand {
  board: Board;
  tools: () => Tools;
  /** Does it, and says so when it has a name. */
  act: (command: Command, what?: What) => void;
  /** The next label moves on. */
  setLabel: (label: string | null) => void;
  /** Puts a landmark's own word on it. */
  nameMark: () => string;
}

export type Start = Point & { event: PointerEvent };

/** A press that goes no further than this is a click. */
export const SLOP_PX = 4;
export const MOUSE_PX = 9;
export const FINGER_PX = 22;

export function reachOf({ pointerType }: PointerEvent): number {
  return pointerType === "mouse" ? MOUSE_PX : FINGER_PX;
}

export function snapped(at: Point, tools: Tools): Point {
  const step = stepOf(tools);
  return { x: Math.max(0, snapTo(at.x, step)), y: Math.max(0, snapTo(at.y, step)) };
}

/** Centimetres as metres: 2.50 m. */
export function metres(centimetres: number): string {
  return `${(centimetres / 100).toFixed(2)} m`;
}
