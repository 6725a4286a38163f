/** The drawing with all that lies over it. React tells it what to show; hands at work tell it what is about to become. */
import { Stage } from "../../../../map/stage";
import type { MapFault } from "../../../../api/admin/floors";
import type { Floor } from "../../../../map/floor";
import type { Scene } from "../../../../map/paint";
import type { Size, View } from "../../../../map/view";
import type { Point } from "../../../../map/ways";
import { piecesOf } from "../plan/pieces";
import type { Key, Piece, Sheet } from "../plan/pieces";
import { handlesOf } from "./handles";
import type { Handle } from "./handles";
import { Lift } from "./lift";
import { Overlay } from "./overlay";
import type { Hint, Preview } from "./preview";
import { bareScene } from "./scene";
import { Tag } from "./tag";

export interface Drawn {
  sheet: Sheet;
  floor: Floor;
  selection: ReadonlySet<Key>;
  faults: readonly MapFault[];
  grid: number;
}

const NOTHING: ReadonlySet<Key> = new Set();

export class Board {
  readonly stage: Stage;
  private readonly overlay: Overlay;
  private readonly lift: Lift;
  private readonly tag: Tag;
  private view: View = { scale: 0.1, x: 0, y: 0 };
  private size: Size = { width: 0, height: 0 };
  private ratio = 1;
  private pending = 0;
  private preview: Preview | null = null;
  private hint: Hint | null = null;
  private selected: readonly Piece[];
  private lifted: ReadonlySet<Key> = NOTHING;
  private moved: Point = { x: 0, y: 0 };
  /** What was lifted is put down: its picture stays until the drawing beneath has caught up. */
  private isLanding = false;

  constructor(
    holder: HTMLElement,
    private drawn: Drawn,
    onRest: (view: View) => void,
  ) {
    const drawing = document.createElement("div");
    drawing.style.cssText = "position:absolute;inset:0";
    holder.append(drawing);
    this.selected = piecesOf(drawn.sheet, drawn.selection);
    this.stage = new Stage(
      drawing,
      this.scene(),
      (view) => {
        this.land();
        onRest(view);
      },
      (view) => {
        this.view = view;
        this.draw();
      },
    );
    this.lift = new Lift(holder);
    this.overlay = new Overlay(holder);
    this.tag = new Tag(holder);
    this.stage.whole();
  }

  get sheet(): Sheet {
    return this.drawn.sheet;
  }
  get floor(): Floor {
    return this.drawn.floor;
  }
  get selection(): ReadonlySet<Key> {
    return this.drawn.selection;
  }
  get scale(): number {
    return this.view.scale;
  }
  get handles(): readonly Handle[] {
    return handlesOf(this.selected, this.view);
  }

  show(drawn: Drawn): void {
    this.drawn = drawn;
    this.selected = piecesOf(drawn.sheet, drawn.selection);
    this.stage.show(this.scene());
    this.request();
  }

  resize(size: Size, ratio: number): void {
    this.size = size;
    this.ratio = Math.min(ratio, 2);
    this.overlay.resize(size, ratio);
    this.stage.resize(size, ratio);
    this.request();
  }

  recolour(): void {
    this.overlay.recolour();
    this.stage.recolour();
    this.request();
  }

  destroy(): void {
    cancelAnimationFrame(this.pending);
    this.stage.destroy();
    this.overlay.destroy();
    this.tag.destroy();
  }

  /** Shows what is about to become; null when nothing is any more. */
  preshow(preview: Preview | null, hint: Hint | null = null): void {
    this.preview = preview;
    this.hint = hint;
    this.request();
  }

  /** Takes pieces up, to be moved over the floor. */
  take(keys: ReadonlySet<Key>): void {
    this.lifted = keys;
    this.isLanding = false;
    this.lift.hold(this.sheet, piecesOf(this.sheet, keys));
    this.stage.show(this.scene());
  }

  /** Moves what was taken. */
  carry(by: Point, hint: Hint): void {
    this.moved = by;
    this.hint = hint;
    this.request();
  }

  /** Puts what was taken down, where it is shown, or back. */
  putDown(isBack: boolean): void {
    this.hint = null;
    this.lifted = NOTHING;
    if (isBack) this.lift.drop();
    else this.isLanding = true;
    this.stage.show(this.scene());
    this.request();
  }

  private land(): void {
    if (!this.isLanding) return;
    this.isLanding = false;
    this.lift.drop();
  }

  private scene(): Scene {
    return { ...bareScene(this.drawn.floor), grid: this.drawn.grid, lifted: this.lifted };
  }

  private request(): void {
    if (this.pending === 0) this.pending = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    if (this.size.width === 0) return;
    this.lift.place(this.view, this.size, this.ratio, this.moved.x, this.moved.y);
    // While pieces are carried their picture says where they are.
    const isCarried = this.lifted.size > 0;
    this.overlay.draw(this.view, {
      selected: isCarried ? [] : this.selected,
      handles: isCarried || this.preview ? [] : this.handles,
      faults: isCarried ? [] : this.drawn.faults,
      preview: this.preview,
    });
    this.tag.show(this.hint, this.size);
  }
}
