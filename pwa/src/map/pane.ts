/**
 * The painted floor, kept in tiles. Moving the floor moves the tiles and paints nothing but what comes into sight, a
 * little in each frame, so that thousands of spots follow a finger on a slow phone. While the scale changes the tiles
 * are stretched; a sharp set is painted behind them and shown when it is whole.
 */
import type { Box } from "./floor";
import type { Pen } from "./paint";
import type { Size, View } from "./view";

/** Paints the part of the floor that a view shows into a canvas. */
export type Paint = (ctx: Pen, part: { view: View; size: Size; ratio: number; plain: boolean }) => void;

export interface Sight {
  view: View;
  /** Where the view is going; the same when it stands. */
  aim: View;
  /** The scale at which it should be sharp. */
  sharpAt: number;
  size: Size;
  ratio: number;
  /** The scale is changing: what is not painted can wait, the picture beneath will do. */
  isZooming: boolean;
}

interface Tile {
  canvas: HTMLCanvasElement;
  column: number;
  row: number;
  stale: boolean;
}
interface Layer {
  scale: number;
  element: HTMLElement;
  /** The first layer is shown once all of it that is seen is painted: a floor appears whole, not piece by piece. */
  isShown: boolean;
  tiles: Map<string, Tile>;
}
interface Range {
  columns: [number, number];
  rows: [number, number];
}

const TILE_PX = 256;
/** Painted around what is seen, so that a short stroke meets no gap. */
const AROUND_PX = 128;
/** What a spot may paint beyond its edges: its glow, the ring of the cursor, the pill of a landmark. */
const SPILL_PX = 40;
/** With more tiles than this in sight, the floor is so far away that the picture beneath does. */
const MOST_TILES = 80;
const BENEATH_PIXELS = 500_000;

export class Pane {
  private current: Layer | null = null;
  private next: Layer | null = null;
  private readonly spare: HTMLCanvasElement[] = [];
  /** Tiles are painted here and handed over as pictures: a canvas with a pen of its own costs time in every frame. */
  private readonly easel = new OffscreenCanvas(1, 1);
  private readonly pen: Pen;
  private readonly beneath = document.createElement("canvas");
  private beneathScale = 0;
  private beneathStale = true;
  private ratio = 1;

  constructor(private readonly host: HTMLElement) {
    const pen = this.easel.getContext("2d");
    if (!pen) throw new Error("this browser cannot draw");
    this.pen = pen;
    this.beneath.style.cssText = "position:absolute;left:0;top:0;transform-origin:0 0;will-change:transform";
    host.append(this.beneath);
  }

  /** Nothing is to be seen yet: there is no movement that painting could disturb. */
  get isBlank(): boolean {
    return !this.current?.isShown;
  }

  /** Nothing of what was painted is of use any more. */
  clear(): void {
    this.drop(this.current);
    this.drop(this.next);
    this.current = null;
    this.next = null;
    this.beneathStale = true;
    this.beneath.style.visibility = "hidden";
  }

  /** Takes everything off the page. */
  destroy(): void {
    this.clear();
    this.beneath.remove();
  }

  /** Everything is painted anew, what is seen first; until then the old picture stays. */
  repaintAll(): void {
    for (const layer of [this.current, this.next]) {
      for (const tile of layer?.tiles.values() ?? []) tile.stale = true;
    }
    this.beneathStale = true;
  }

  /** A part of the floor, in centimetres, has changed. */
  repaint(box: Box): void {
    for (const layer of [this.current, this.next]) {
      for (const tile of layer?.tiles.values() ?? []) {
        const x = tile.column * TILE_PX;
        const y = tile.row * TILE_PX;
        const { scale } = layer ?? { scale: 1 };
        const isBeside =
          box.x1 * scale + SPILL_PX < x ||
          box.x0 * scale - SPILL_PX > x + TILE_PX ||
          box.y1 * scale + SPILL_PX < y ||
          box.y0 * scale - SPILL_PX > y + TILE_PX;
        if (!isBeside) tile.stale = true;
      }
    }
    this.beneathStale = true;
  }

  /** Moves what is painted to where the view is. */
  place({ view, ratio }: Sight): void {
    const snap = (value: number) => Math.round(value * ratio) / ratio;
    const at = `translate3d(${snap(view.x)}px,${snap(view.y)}px,0)`;
    for (const layer of [this.current, this.next]) {
      if (layer) layer.element.style.transform = `${at} scale(${view.scale / layer.scale})`;
    }
    if (this.beneathScale > 0)
      this.beneath.style.transform = `${at} scale(${view.scale / this.beneathScale})`;
  }

  /** Paints what is missing for about so long; says whether anything is left to paint. */
  work(sight: Sight, floor: Box, paint: Paint, budgetMs: number): boolean {
    if (sight.ratio !== this.ratio) this.clear();
    this.ratio = sight.ratio;
    this.prepareLayers(sight);
    const until = performance.now() + budgetMs;
    for (;;) {
      const paintOne = this.nextPiece(sight, floor, paint);
      if (!paintOne) break;
      paintOne();
      if (performance.now() >= until) return true;
    }
    this.prune(sight);
    return false;
  }

  private prepareLayers(sight: Sight): void {
    const isSharp = (layer: Layer | null) =>
      layer !== null && Math.abs(layer.scale / sight.sharpAt - 1) < 1e-6;
    if (this.current && !this.current.isShown && !isSharp(this.current)) {
      this.drop(this.current);
      this.current = null;
    }
    this.current ??= this.addLayer(sight.sharpAt, sight);
    if (isSharp(this.current)) {
      this.drop(this.next);
      this.next = null;
    } else if (!isSharp(this.next)) {
      this.drop(this.next);
      this.next = this.addLayer(sight.sharpAt, sight);
    }
  }

  /** The most urgent piece of work, or null when all is done. */
  private nextPiece(sight: Sight, floor: Box, paint: Paint): (() => void) | null {
    const { current, next } = this;
    if (!current) return null;
    const inSight = rangeOf(current, sight.view, sight.size, floor, 0);
    const seen = this.missing(current, inSight, sight.isZooming && current.isShown);
    if (seen) return () => this.paintTile(current, seen, paint);
    if (!current.isShown) return () => this.unveil(current);
    if (next) {
      const coming = this.missing(next, rangeOf(next, sight.aim, sight.size, floor, 0));
      if (coming) return () => this.paintTile(next, coming, paint);
      return () => this.swap();
    }
    if (sight.isZooming) return null;
    const around = this.missing(current, rangeOf(current, sight.view, sight.size, floor, AROUND_PX));
    if (around) return () => this.paintTile(current, around, paint);
    if (this.beneathStale) return () => this.paintBeneath(floor, paint);
    return null;
  }

  private missing(layer: Layer, range: Range, onlyStale = false): { column: number; row: number } | null {
    const [left, right] = range.columns;
    const [top, foot] = range.rows;
    if ((right - left + 1) * (foot - top + 1) > MOST_TILES) return null;
    for (let row = top; row <= foot; row++) {
      for (let column = left; column <= right; column++) {
        const tile = layer.tiles.get(keyOf(column, row));
        if (tile ? tile.stale : !onlyStale) return { column, row };
      }
    }
    return null;
  }

  private paintTile(layer: Layer, at: { column: number; row: number }, paint: Paint): void {
    const key = keyOf(at.column, at.row);
    let tile = layer.tiles.get(key);
    if (!tile) {
      tile = this.addTile(layer, at.column, at.row);
      layer.tiles.set(key, tile);
    }
    tile.stale = false;
    const pixels = this.tilePixels();
    const side = pixels / this.ratio;
    this.paintOn(tile.canvas, pixels, pixels, paint, {
      view: { scale: layer.scale, x: -at.column * TILE_PX, y: -at.row * TILE_PX },
      size: { width: side, height: side },
      ratio: this.ratio,
      plain: false,
    });
  }

  /** One device pixel over, so that no seam shows while the tiles are stretched. */
  private tilePixels(): number {
    return Math.ceil(TILE_PX * this.ratio) + 1;
  }

  private paintOn(
    canvas: HTMLCanvasElement,
    width: number,
    height: number,
    paint: Paint,
    part: Parameters<Paint>[1],
  ): void {
    if (this.easel.width !== width || this.easel.height !== height) {
      this.easel.width = width;
      this.easel.height = height;
    }
    paint(this.pen, part);
    canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(this.easel.transferToImageBitmap());
  }

  private addTile(layer: Layer, column: number, row: number): Tile {
    const canvas = this.spare.pop() ?? document.createElement("canvas");
    const side = this.tilePixels() / this.ratio;
    canvas.style.cssText = `position:absolute;left:${column * TILE_PX}px;top:${row * TILE_PX}px;width:${side}px;height:${side}px`;
    layer.element.append(canvas);
    return { canvas, column, row, stale: true };
  }

  private addLayer(scale: number, sight: Sight): Layer {
    const element = document.createElement("div");
    element.style.cssText = "position:absolute;left:0;top:0;transform-origin:0 0;will-change:transform";
    element.style.visibility = "hidden";
    this.host.append(element);
    const layer = { scale, element, isShown: false, tiles: new Map<string, Tile>() };
    const { view, ratio } = sight;
    const snap = (value: number) => Math.round(value * ratio) / ratio;
    element.style.transform = `translate3d(${snap(view.x)}px,${snap(view.y)}px,0) scale(${view.scale / scale})`;
    return layer;
  }

  private swap(): void {
    this.drop(this.current);
    this.current = this.next;
    this.next = null;
    if (this.current) this.unveil(this.current);
  }

  private unveil(layer: Layer): void {
    layer.isShown = true;
    layer.element.style.visibility = "";
  }

  private drop(layer: Layer | null): void {
    if (!layer) return;
    for (const tile of layer.tiles.values()) this.retire(tile);
    layer.element.remove();
  }

  private retire(tile: Tile): void {
    tile.canvas.remove();
    if (this.spare.length < 24) this.spare.push(tile.canvas);
  }

  /** Lets go of tiles that are far out of sight. */
  private prune(sight: Sight): void {
    const { current } = this;
    if (!current) return;
    const { columns, rows } = rangeOf(current, sight.view, sight.size, null, AROUND_PX + TILE_PX);
    for (const [key, tile] of current.tiles) {
      const isNear =
        tile.column >= columns[0] && tile.column <= columns[1] && tile.row >= rows[0] && tile.row <= rows[1];
      if (isNear) continue;
      current.tiles.delete(key);
      this.retire(tile);
    }
  }

  /** The whole floor in few pixels: seen for a moment where no tile is painted yet. */
  private paintBeneath(floor: Box, paint: Paint): void {
    const width = floor.x1 - floor.x0;
    const height = floor.y1 - floor.y0;
    const scale = Math.sqrt(BENEATH_PIXELS / (width * height));
    const size = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
    this.beneath.style.width = `${size.width}px`;
    this.beneath.style.height = `${size.height}px`;
    this.beneath.style.marginLeft = `${floor.x0 * scale}px`;
    this.beneath.style.marginTop = `${floor.y0 * scale}px`;
    this.beneathScale = scale;
    this.beneathStale = false;
    this.beneath.style.visibility = "";
    this.paintOn(this.beneath, size.width, size.height, paint, {
      view: { scale, x: -floor.x0 * scale, y: -floor.y0 * scale },
      size,
      ratio: 1,
      plain: true,
    });
  }
}

function keyOf(column: number, row: number): string {
  return `${column} ${row}`;
}

/** The tiles of a layer that a view shows, kept to the floor when that is given. */
function rangeOf(layer: Layer, view: View, size: Size, floor: Box | null, around: number): Range {
  const by = layer.scale / view.scale;
  let x0 = (-view.x - around) * by;
  let x1 = (size.width - view.x + around) * by;
  let y0 = (-view.y - around) * by;
  let y1 = (size.height - view.y + around) * by;
  if (floor) {
    x0 = Math.max(x0, floor.x0 * layer.scale - SPILL_PX);
    x1 = Math.min(x1, floor.x1 * layer.scale + SPILL_PX);
    y0 = Math.max(y0, floor.y0 * layer.scale - SPILL_PX);
    y1 = Math.min(y1, floor.y1 * layer.scale + SPILL_PX);
  }
  const tile = (value: number) => Math.floor(value / TILE_PX);
  return { columns: [tile(x0), tile(x1)], rows: [tile(y0), tile(y1)] };
}
