/** A floor on the screen: its size, its view, its animations. React tells it what to show; it draws when it must. */
import type { SpaceId } from "../api/types";
import { paintFloor } from "./paint";
import type { Fading, Scene, SpotState } from "./paint";
import { Pane } from "./pane";
import { readPalette } from "./palette";
import type { Palette } from "./palette";
import type { Box, Floor, Spot } from "./floor";
import { between, fit, keepInSight, limitsOf, lookAt, toFloor, zoomAt } from "./view";
import type { Insets, Limits, Size, View } from "./view";
import { CALM } from "../ui/useMedia";

const FADE_MS = 220;
/** How long one frame may paint; at least one tile is painted, whatever it takes. */
const BUDGET_MS = 5;
/** The same while nothing is to be seen yet: more, but a touch elsewhere on the page is still answered in between. */
const FIRST_BUDGET_MS = 9;
/** A pinch or a wheel that rests for so long has ended. */
const ZOOM_REST_MS = 140;
/** Tiles that are stretched further are painted anew, even while the scale still changes. */
const MOST_STRETCHED = 3;
const GLIDE_MS = 240;
const MAX_RATIO = 3;
/** A spot is zoomed to this when it is chosen, so that a finger meets it. */
export const CHOOSING_PX = 44;
/** A spot that is so large already is chosen without zooming. */
const ENOUGH_PX = 32;
/** A place so near the edge, or spots so small, are not seen well. */
const EDGE_PX = 60;
const LEGIBLE_PX = 18;
/** Spots smaller than this cannot be told apart: the floor is not shown whole at first, but larger than the screen. */
const OPENING_PX = 10;

export class Stage {
  private readonly pane: Pane;
  private palette: Palette;
  private size: Size = { width: 0, height: 0 };
  private insets: Insets = { top: 0, bottom: 0 };
  private ratio = 1;
  private view: View = { scale: 0.1, x: 0, y: 0 };
  private touched = false;
  /** Asked for before there was any room to show it. */
  private wanted: (() => View) | null = null;
  private pending = 0;
  private zoomedAt = -Infinity;
  private sharpAt = 0;
  private glide: { from: View; to: View; startedAt: number } | null = null;
  private drift: { vx: number; vy: number; at: number } | null = null;
  private readonly fades = new Map<SpaceId, { from: SpotState; startedAt: number }>();
  private readonly calm = window.matchMedia(CALM);

  constructor(
    private readonly holder: HTMLElement,
    private scene: Scene,
    private readonly onRest: (view: View) => void,
    /** Told of every picture, for what moves with the floor. */
    private readonly onFrame: (view: View) => void = () => undefined,
  ) {
    this.pane = new Pane(holder);
    this.palette = readPalette(holder);
  }

  /** Shows this from now on. Spots whose state changed fade over; the view stays where it is. */
  show(scene: Scene): void {
    const before = this.scene;
    this.scene = scene;
    if (before.floor.map.areaId !== scene.floor.map.areaId) {
      this.fades.clear();
      this.pane.clear();
      this.touched = false;
      this.view = this.opening();
    } else if (before.floor !== scene.floor) {
      this.fades.clear();
      this.redrawn(before.floor, scene.floor);
    } else if (before.states !== scene.states && before.quiet === scene.quiet && !this.calm.matches) {
      const startedAt = performance.now();
      for (const { id } of scene.floor.spots) {
        const from = before.states.get(id) ?? "free";
        if (from !== (scene.states.get(id) ?? "free")) this.fades.set(id, { from, startedAt });
      }
    }
    this.outdate(before, scene);
    this.request();
  }

  /** The same floor was drawn anew: what has changed of it is painted, and the rest stays. */
  private redrawn(before: Floor, now: Floor): void {
    const isSameGround = before.map.drawing === now.map.drawing && sameBox(before.box, now.box);
    if (!isSameGround) {
      this.pane.repaintAll();
      if (!this.touched) this.view = this.opening();
      return;
    }
    for (const spot of now.spots) {
      const old = before.byId.get(spot.id);
      if (old && sameSpot(old, spot)) continue;
      this.pane.repaint(spot.box);
      if (old) this.pane.repaint(old.box);
    }
    for (const spot of before.spots) if (!now.byId.has(spot.id)) this.pane.repaint(spot.box);
  }

  /** Marks what looks different now. */
  private outdate(before: Scene, now: Scene): void {
    const whole = ["quiet", "matches", "heat", "way", "grid"] as const;
    if (whole.some((name) => before[name] !== now[name])) {
      this.pane.repaintAll();
      return;
    }
    const changed = new Set<SpaceId>();
    for (const name of ["mine", "picked", "cursor"] as const) {
      if (before[name] === now[name]) continue;
      for (const id of [before[name], now[name]]) if (id !== null) changed.add(id);
    }
    if (before.chosen !== now.chosen) {
      for (const id of [...before.chosen, ...now.chosen])
        if (before.chosen.has(id) !== now.chosen.has(id)) changed.add(id);
    }
    if (before.lifted !== now.lifted) {
      for (const lifted of [before.lifted, now.lifted]) for (const id of lifted ?? []) changed.add(id);
    }
    if (before.states !== now.states) {
      for (const { id } of now.floor.spots) if (before.states.get(id) !== now.states.get(id)) changed.add(id);
    }
    for (const id of changed) this.outdateSpot(id);
  }

  private outdateSpot(id: SpaceId): void {
    const spot = this.scene.floor.byId.get(id);
    if (spot) this.pane.repaint(spot.box);
  }

  resize(size: Size, ratio: number): void {
    const first = this.size.width === 0;
    const middle = this.middle();
    this.size = size;
    this.ratio = Math.min(ratio, MAX_RATIO);
    if (first || !this.touched) this.view = this.wanted?.() ?? this.opening();
    else this.view = this.kept(lookAt(middle, this.view.scale, size, this.insets));
    // What is seen moves with its frame at once; a first picture need not hold up the rest of the page.
    if (first) this.request();
    else this.draw();
  }

  /** Something lies over the map now; what was in the middle of the free part is brought there again. */
  cover(insets: Insets): void {
    if (insets.top === this.insets.top && insets.bottom === this.insets.bottom) return;
    this.insets = insets;
    if (this.size.width === 0) return;
    const mine = this.scene.mine === null ? undefined : this.scene.floor.byId.get(this.scene.mine);
    if (mine && this.touched) this.glideTo(this.filled(lookAt(mine, this.aim().scale, this.size, insets)));
    else if (!this.touched) this.glideTo(this.opening());
  }

  recolour(): void {
    this.palette = readPalette(this.holder);
    this.redraw();
  }

  /** Text is drawn with the app's own font once it has arrived. */
  redraw(): void {
    this.pane.repaintAll();
    this.request();
  }

  pan(dx: number, dy: number): void {
    this.halt();
    this.touched = true;
    this.set(this.kept({ ...this.view, x: this.view.x + dx, y: this.view.y + dy }));
  }

  /** Lets the floor run on after a quick stroke, at pixels per millisecond. */
  fling(vx: number, vy: number): void {
    if (this.calm.matches || Math.hypot(vx, vy) < 0.15) return;
    this.drift = { vx, vy, at: performance.now() };
    this.request();
  }

  zoom(factor: number, x: number, y: number, glide = false): void {
    this.touched = true;
    this.zoomedAt = performance.now();
    const to = this.kept(zoomAt(glide ? this.aim() : this.view, factor, x, y, this.limits()));
    if (glide) {
      this.glideTo(to);
    } else {
      this.halt();
      this.set(to);
    }
  }

  /** Zooms by a button: about the middle of what can be seen. */
  step(factor: number): void {
    this.zoom(
      factor,
      this.size.width / 2,
      (this.insets.top + this.size.height - this.insets.bottom) / 2,
      true,
    );
  }

  whole(): void {
    this.bring(() => fit(this.scene.floor.box, this.size, this.insets));
  }

  /** Brings a place near, unless it is seen well already. */
  lookAtPlace(place: { x: number; y: number }): void {
    const { scale, x, y } = this.aim();
    const { spotWidth } = this.scene.floor;
    const seen = { x: place.x * scale + x, y: place.y * scale + y };
    const isInside =
      seen.x > EDGE_PX &&
      seen.x < this.size.width - EDGE_PX &&
      seen.y > EDGE_PX &&
      seen.y < this.size.height - EDGE_PX;
    if (isInside && scale * spotWidth >= LEGIBLE_PX) return;
    this.bring(() => {
      const near = Math.max(this.aim().scale, CHOOSING_PX / spotWidth);
      return this.kept(lookAt(place, Math.min(near, this.limits().largest), this.size, this.insets));
    });
  }

  /** Brings a spot as near to the middle as the floor's edges let it, large enough to be met by a finger. */
  lookAtSpot(id: SpaceId): void {
    const spot = this.scene.floor.byId.get(id);
    if (!spot) return;
    this.bring(() => {
      const { scale } = this.aim();
      const { spotWidth } = this.scene.floor;
      const near = scale * spotWidth >= ENOUGH_PX ? scale : CHOOSING_PX / spotWidth;
      return this.filled(lookAt(spot, Math.min(near, this.limits().largest), this.size, this.insets));
    });
  }

  /** Brings all of a way into sight: on the whole floor, or where that is too large, with some floor around it. */
  lookAtWay(box: Box): void {
    const { floor } = this.scene;
    const room = 2 * floor.spotWidth;
    const around = { x0: box.x0 - room, y0: box.y0 - room, x1: box.x1 + room, y1: box.y1 + room };
    this.bring(() => {
      const whole = fit(floor.box, this.size, this.insets);
      if (whole.scale * floor.spotWidth >= OPENING_PX) return whole;
      const scale = Math.min(fit(around, this.size, this.insets).scale, CHOOSING_PX / floor.spotWidth);
      const middle = { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
      return this.filled(lookAt(middle, scale, this.size, this.insets));
    });
  }

  private bring(to: () => View): void {
    if (this.size.width === 0) {
      this.wanted = to;
      return;
    }
    this.touched = true;
    this.glideTo(to());
  }

  /** Moves only as far as is needed to see a spot whole. */
  reveal(id: SpaceId): void {
    const spot = this.scene.floor.byId.get(id);
    if (!spot) return;
    const { scale, x, y } = this.aim();
    const pad = 24;
    const box = {
      x0: spot.box.x0 * scale + x - pad,
      x1: spot.box.x1 * scale + x + pad,
      y0: spot.box.y0 * scale + y - pad - this.insets.top,
      y1: spot.box.y1 * scale + y + pad + this.insets.bottom,
    };
    const dx = box.x0 < 0 ? -box.x0 : Math.min(0, this.size.width - box.x1);
    const dy = box.y0 < 0 ? -box.y0 : Math.min(0, this.size.height - box.y1);
    if (dx !== 0 || dy !== 0) {
      this.touched = true;
      this.glideTo({ scale, x: x + dx, y: y + dy });
    }
  }

  floorPoint(x: number, y: number): { x: number; y: number } {
    return toFloor(this.view, x, y);
  }

  /** The middle of what is seen, on the floor. */
  middle(): { x: number; y: number } {
    return toFloor(
      this.view,
      this.size.width / 2,
      (this.insets.top + this.size.height - this.insets.bottom) / 2,
    );
  }

  get scale(): number {
    return this.view.scale;
  }

  halt(): void {
    this.glide = null;
    this.drift = null;
  }

  destroy(): void {
    cancelAnimationFrame(this.pending);
    this.pane.destroy();
  }

  private opening(): View {
    const { floor } = this.scene;
    const whole = fit(floor.box, this.size, this.insets);
    const legible = OPENING_PX / floor.spotWidth;
    if (whole.scale >= legible) return whole;
    // Fill the longer way of the screen, no more than is needed to tell the spots apart.
    const tall =
      (this.size.height - this.insets.top - this.insets.bottom - 20) / (floor.box.y1 - floor.box.y0);
    const wide = (this.size.width - 20) / (floor.box.x1 - floor.box.x0);
    const scale = Math.max(whole.scale, Math.min(legible, Math.max(tall, wide)));
    const entrance = floor.map.drawing.landmarks.find(
      (one) => one.kind === "entrance" || one.kind === "lift",
    );
    const place = entrance ?? { x: floor.map.width / 2, y: floor.map.height / 2 };
    return this.filled(lookAt(place, scale, this.size, this.insets));
  }

  /** Where the view is, or where it is on its way to. */
  private aim(): View {
    return this.glide?.to ?? this.view;
  }

  private limits(): Limits {
    return limitsOf(this.scene.floor.box, this.size, this.insets, this.scene.floor.spotWidth);
  }

  private kept(view: View): View {
    return keepInSight(view, this.scene.floor.box, this.size, this.insets);
  }

  /** Kept so that no ground beside the floor is seen while floor is cut off on the other side. */
  private filled(view: View): View {
    return keepInSight(view, this.scene.floor.box, this.size, this.insets, 0);
  }

  private set(view: View): void {
    this.view = view;
    this.request();
  }

  private glideTo(to: View): void {
    this.drift = null;
    if (this.calm.matches) {
      this.glide = null;
      this.set(to);
      return;
    }
    this.glide = { from: this.view, to, startedAt: performance.now() };
    this.request();
  }

  private request(): void {
    if (this.pending === 0) this.pending = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    if (this.size.width === 0 || this.size.height === 0) return;
    const now = performance.now();
    const isMoving = this.advance(now);
    const fading = this.fadingAt(now);
    const isZooming = now - this.zoomedAt < ZOOM_REST_MS;
    this.sharpAt = this.sharpScale(isZooming);
    const sight = {
      view: this.view,
      aim: this.aim(),
      sharpAt: this.sharpAt,
      size: this.size,
      ratio: this.ratio,
      isZooming,
    };
    const { scene, palette } = this;
    const isLeft = this.pane.work(
      sight,
      scene.floor.box,
      (ctx, part) => paintFloor(ctx, scene, { ...part, palette, fading }),
      this.pane.isBlank ? FIRST_BUDGET_MS : BUDGET_MS,
    );
    this.pane.place(sight);
    this.onFrame(this.view);
    if (isMoving || isZooming || isLeft || fading.size > 0) this.request();
    else this.onRest(this.view);
  }

  /** The scale to paint sharply: not every step of a pinch, but where it comes to rest, or when it has gone far. */
  private sharpScale(isZooming: boolean): number {
    const { scale } = this.aim();
    if (this.sharpAt === 0 || !isZooming || this.glide) return scale;
    const apart = scale / this.sharpAt;
    return apart > MOST_STRETCHED || apart < 1 / MOST_STRETCHED ? scale : this.sharpAt;
  }

  private fadingAt(now: number): Map<SpaceId, Fading> {
    const fading = new Map<SpaceId, Fading>();
    for (const [id, fade] of this.fades) {
      const part = (now - fade.startedAt) / FADE_MS;
      if (part >= 1) this.fades.delete(id);
      else fading.set(id, { from: fade.from, part: Math.max(0, part) });
      this.outdateSpot(id);
    }
    return fading;
  }

  private advance(now: number): boolean {
    if (this.glide) {
      const part = Math.min(1, (now - this.glide.startedAt) / GLIDE_MS);
      this.view = between(this.glide.from, this.glide.to, 1 - Math.pow(1 - part, 3), this.size);
      if (part >= 1) this.glide = null;
      return true;
    }
    if (this.drift) {
      const elapsed = Math.min(40, now - this.drift.at);
      const slower = Math.exp(-elapsed / 220);
      const to = this.kept({
        ...this.view,
        x: this.view.x + this.drift.vx * elapsed,
        y: this.view.y + this.drift.vy * elapsed,
      });
      this.view = to;
      this.drift = { vx: this.drift.vx * slower, vy: this.drift.vy * slower, at: now };
      if (Math.hypot(this.drift.vx, this.drift.vy) < 0.02) this.drift = null;
      return true;
    }
    return false;
  }
}

function sameBox(a: Box, b: Box): boolean {
  return a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;
}

function sameSpot(a: Spot, b: Spot): boolean {
  return (
    a.label === b.label &&
    a.type === b.type &&
    a.angle === b.angle &&
    a.width === b.width &&
    sameBox(a.box, b.box)
  );
}
