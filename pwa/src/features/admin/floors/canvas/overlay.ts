/** What lies over the drawing for who edits it: what is selected, its handles, faults, and what is about to become. */
import { readPalette } from "../../../../map/palette";
import type { Palette } from "../../../../map/palette";
import type { Size, View } from "../../../../map/view";
import type { Point } from "../../../../map/ways";
import { boxOfAll, cornersOf, middleOf } from "../plan/geometry";
import type { Corner, Piece } from "../plan/pieces";
import type { Handle } from "./handles";
import type { Ghost, Preview } from "./preview";

export interface Shown {
  selected: readonly Piece[];
  handles: readonly Handle[];
  faults: readonly Point[];
  preview: Preview | null;
}

const FONT = '"Inter Variable", "Inter fallback", system-ui, sans-serif';
const ROOM_FOR_LABEL_PX = 18;
const MOST_RATIO = 2;

export class Overlay {
  private readonly canvas = document.createElement("canvas");
  private readonly pen: CanvasRenderingContext2D;
  private palette: Palette;
  private size: Size = { width: 0, height: 0 };
  private ratio = 1;
  private isBlank = true;

  constructor(private readonly holder: HTMLElement) {
    const pen = this.canvas.getContext("2d");
    if (!pen) throw new Error("this browser cannot draw");
    this.pen = pen;
    this.palette = readPalette(holder);
    this.canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;pointer-events:none";
    holder.append(this.canvas);
  }

  resize(size: Size, ratio: number): void {
    this.size = size;
    this.ratio = Math.min(ratio, MOST_RATIO);
    this.canvas.width = Math.round(size.width * this.ratio);
    this.canvas.height = Math.round(size.height * this.ratio);
    this.isBlank = true;
  }

  recolour(): void {
    this.palette = readPalette(this.holder);
  }

  destroy(): void {
    this.canvas.remove();
  }

  draw(view: View, shown: Shown): void {
    const isNothing = shown.selected.length + shown.faults.length === 0 && !shown.preview;
    if (isNothing && this.isBlank) return;
    this.isBlank = isNothing;
    const { pen, ratio } = this;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.size.width, this.size.height);
    if (isNothing) return;
    const seen = ([x, y]: Corner): Corner => [x * view.scale + view.x, y * view.scale + view.y];
    this.drawFaults(shown.faults, seen);
    this.drawSelected(shown.selected, seen);
    if (shown.preview) this.drawPreview(shown.preview, view, seen);
    for (const handle of shown.handles) this.drawHandle(handle);
  }

  private drawFaults(faults: readonly Point[], seen: (corner: Corner) => Corner): void {
    const { pen } = this;
    pen.fillStyle = this.palette.late;
    pen.strokeStyle = this.palette["late-ink"];
    pen.lineWidth = 1.5;
    for (const { x, y } of faults) {
      const [px, py] = seen([x, y]);
      pen.beginPath();
      pen.moveTo(px, py - 9);
      pen.lineTo(px + 9, py + 7);
      pen.lineTo(px - 9, py + 7);
      pen.closePath();
      pen.fill();
      pen.stroke();
      pen.beginPath();
      pen.moveTo(px, py - 3);
      pen.lineTo(px, py + 1.5);
      pen.moveTo(px, py + 3.8);
      pen.lineTo(px, py + 4.4);
      pen.stroke();
    }
  }

  private drawSelected(pieces: readonly Piece[], seen: (corner: Corner) => Corner): void {
    const { pen } = this;
    pen.beginPath();
    for (const piece of pieces) this.trace(piece, seen);
    pen.lineJoin = "round";
    pen.strokeStyle = this.palette.floor;
    // The light rim sets a ring apart from what it surrounds; of hundreds it would only cost time.
    if (pieces.length <= 100) {
      pen.lineWidth = 5;
      pen.stroke();
    }
    pen.strokeStyle = this.palette.mine;
    pen.lineWidth = 2;
    pen.stroke();
    if (pieces.length < 2) return;
    const box = boxOfAll(pieces);
    const [x0, y0] = seen([box.x0, box.y0]);
    const [x1, y1] = seen([box.x1, box.y1]);
    pen.lineWidth = 1;
    pen.setLineDash([5, 4]);
    pen.strokeRect(x0 - 6, y0 - 6, x1 - x0 + 12, y1 - y0 + 12);
    pen.setLineDash([]);
  }

  private trace(piece: Ghost, seen: (corner: Corner) => Corner): void {
    const { pen } = this;
    if (piece.kind === "mark") {
      const [x, y] = seen([piece.x, piece.y]);
      pen.moveTo(x + 16, y);
      pen.arc(x, y, 16, 0, Math.PI * 2);
      return;
    }
    const corners = piece.kind === "spot" ? cornersOf(piece) : piece.points;
    corners.forEach((corner, i) => {
      const [x, y] = seen(corner);
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    });
    if (piece.kind === "spot" || piece.kind === "outline") pen.closePath();
  }

  private drawPreview(preview: Preview, view: View, seen: (corner: Corner) => Corner): void {
    const { pen } = this;
    pen.strokeStyle = this.palette.mine;
    pen.fillStyle = this.palette.mine;
    if (preview.kind === "band") {
      const [x0, y0] = seen([preview.box.x0, preview.box.y0]);
      const [x1, y1] = seen([preview.box.x1, preview.box.y1]);
      pen.globalAlpha = 0.1;
      pen.fillRect(x0, y0, x1 - x0, y1 - y0);
      pen.globalAlpha = 1;
      pen.lineWidth = 1.25;
      pen.strokeRect(x0, y0, x1 - x0, y1 - y0);
    } else if (preview.kind === "stroke") {
      this.strokeLine(preview.points, preview.width * view.scale, seen);
    } else {
      this.drawGhosts(preview.ghosts, view, seen);
    }
  }

  private strokeLine(points: readonly Corner[], width: number, seen: (corner: Corner) => Corner): void {
    const { pen } = this;
    pen.lineCap = "round";
    for (const [alpha, wide] of [
      [0.22, Math.max(6, width)],
      [1, 2],
    ] as const) {
      pen.globalAlpha = alpha;
      pen.lineWidth = wide;
      pen.beginPath();
      points.forEach((corner, i) => {
        const [x, y] = seen(corner);
        if (i === 0) pen.moveTo(x, y);
        else pen.lineTo(x, y);
      });
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  private drawGhosts(ghosts: readonly Ghost[], view: View, seen: (corner: Corner) => Corner): void {
    const { pen } = this;
    for (const ghost of ghosts) {
      if (ghost.kind === "lane") this.strokeLine(ghost.points, ghost.width * view.scale, seen);
      if (ghost.kind === "wall") this.strokeLine(ghost.points, ghost.thickness * view.scale, seen);
    }
    pen.beginPath();
    for (const ghost of ghosts) if (ghost.kind !== "lane" && ghost.kind !== "wall") this.trace(ghost, seen);
    pen.globalAlpha = 0.16;
    pen.fill();
    pen.globalAlpha = 1;
    pen.lineWidth = 1.75;
    pen.stroke();
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (const ghost of ghosts) {
      if (ghost.kind !== "spot" || Math.min(ghost.width, ghost.height) * view.scale < ROOM_FOR_LABEL_PX)
        continue;
      const middle = middleOf({ ...ghost, key: 0 });
      const [x, y] = seen([middle.x, middle.y]);
      pen.font = `650 ${Math.min(15, (ghost.width * view.scale) / Math.max(2, ghost.label.length))}px ${FONT}`;
      pen.fillText(ghost.label, x, y);
    }
  }

  private drawHandle({ role, x, y }: Handle): void {
    const { pen } = this;
    pen.fillStyle = role === "turn" ? this.palette.mine : this.palette["glass-solid"];
    pen.strokeStyle = role === "turn" ? this.palette["glass-solid"] : this.palette.mine;
    pen.globalAlpha = role === "between" ? 0.75 : 1;
    pen.lineWidth = 2;
    pen.beginPath();
    if (role === "size") pen.rect(x - 5, y - 5, 10, 10);
    else pen.arc(x, y, role === "between" ? 4 : 7, 0, Math.PI * 2);
    pen.fill();
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
