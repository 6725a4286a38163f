/** The pieces that are being moved: painted once, and then moved as a picture, however many they are. */
import { paintLoose } from "../../../../map/paint";
import { readPalette } from "../../../../map/palette";
import type { Palette } from "../../../../map/palette";
import type { Box, Floor } from "../../../../map/floor";
import type { Size, View } from "../../../../map/view";
import { boxOfAll } from "../plan/geometry";
import type { Piece, Sheet } from "../plan/pieces";
import { floorOf } from "../plan/floorOf";
import { bareScene } from "./scene";

/** Painted around the pieces: labels of landmarks, edges. */
const SPILL_PX = 48;
/** Painted beyond the screen, so that moving does not paint at every step. */
const BEYOND_PX = 320;
const NO_FADES = new Map<never, never>();

export class Lift {
  private readonly canvas = document.createElement("canvas");
  private readonly pen: CanvasRenderingContext2D;
  private palette: Palette;
  private held: { floor: Floor; box: Box } | null = null;
  /** What is painted, in pixels of the view at which it was, and that view. */
  private painted: { view: View; x0: number; y0: number; x1: number; y1: number } | null = null;

  constructor(private readonly holder: HTMLElement) {
    const pen = this.canvas.getContext("2d");
    if (!pen) throw new Error("this browser cannot draw");
    this.pen = pen;
    this.palette = readPalette(holder);
    this.canvas.style.cssText =
      "position:absolute;left:0;top:0;visibility:hidden;pointer-events:none;will-change:transform";
    holder.append(this.canvas);
  }

  hold(sheet: Sheet, pieces: readonly Piece[]): void {
    this.palette = readPalette(this.holder);
    this.held = { floor: floorOf({ ...sheet, pieces }), box: boxOfAll(pieces) };
    this.painted = null;
  }

  drop(): void {
    this.held = null;
    this.painted = null;
    this.canvas.style.visibility = "hidden";
  }

  get isHolding(): boolean {
    return this.held !== null;
  }

  /** Shows what is held, moved by so many centimetres. */
  place(view: View, size: Size, ratio: number, dx: number, dy: number): void {
    if (!this.held) return;
    const moved = { ...view, x: view.x + dx * view.scale, y: view.y + dy * view.scale };
    if (!this.covers(moved, size)) this.paint(moved, size, ratio);
    if (!this.painted) return;
    const x = this.painted.x0 + moved.x - this.painted.view.x;
    const y = this.painted.y0 + moved.y - this.painted.view.y;
    this.canvas.style.transform = `translate3d(${Math.round(x)}px,${Math.round(y)}px,0)`;
    this.canvas.style.visibility = "";
  }

  /** Whether all that is held and on the screen is painted. */
  private covers(view: View, size: Size): boolean {
    if (!this.painted || this.painted.view.scale !== view.scale) return false;
    const wanted = this.seen(view, size, 0);
    const dx = view.x - this.painted.view.x;
    const dy = view.y - this.painted.view.y;
    return (
      wanted.x0 >= this.painted.x0 + dx - 1 &&
      wanted.y0 >= this.painted.y0 + dy - 1 &&
      wanted.x1 <= this.painted.x1 + dx + 1 &&
      wanted.y1 <= this.painted.y1 + dy + 1
    );
  }

  /** The part of what is held that lies on the screen, and so far beyond it. */
  private seen(view: View, size: Size, beyond: number): Box {
    const { box } = this.held ?? { box: { x0: 0, y0: 0, x1: 0, y1: 0 } };
    const left = Math.max(box.x0 * view.scale + view.x - SPILL_PX, -beyond);
    const top = Math.max(box.y0 * view.scale + view.y - SPILL_PX, -beyond);
    return {
      x0: left,
      y0: top,
      x1: Math.max(left, Math.min(box.x1 * view.scale + view.x + SPILL_PX, size.width + beyond)),
      y1: Math.max(top, Math.min(box.y1 * view.scale + view.y + SPILL_PX, size.height + beyond)),
    };
  }

  private paint(view: View, size: Size, ratio: number): void {
    if (!this.held) return;
    const { floor } = this.held;
    const part = this.seen(view, size, BEYOND_PX);
    const width = Math.max(1, Math.ceil(part.x1 - part.x0));
    const height = Math.max(1, Math.ceil(part.y1 - part.y0));
    this.canvas.width = Math.ceil(width * ratio);
    this.canvas.height = Math.ceil(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    paintLoose(this.pen, bareScene(floor), {
      view: { scale: view.scale, x: view.x - part.x0, y: view.y - part.y0 },
      size: { width, height },
      ratio,
      palette: this.palette,
      fading: NO_FADES,
      plain: false,
    });
    this.painted = { view, ...part };
  }
}
