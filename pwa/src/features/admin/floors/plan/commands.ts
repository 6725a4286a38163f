/** All that can be done to a floor: pure functions from one state of the editor to the next. */
import type { SpaceType } from "../../../../api/types";
import type { Point } from "../../../../map/ways";
import { allowedMove, boxOfAll, middleOfBox, moved, pushedIn, sentBox, snapTo, turned } from "./geometry";
import * as history from "./history";
import type { History } from "./history";
import { freeLabel, series } from "./labels";
import { inOrder } from "./order";
import type { Heading } from "./order";
import { isSpot, MOST, piecesOf, spotsOf } from "./pieces";
import type {
  Key,
  LanePiece,
  LinePiece,
  MarkPiece,
  OutlinePiece,
  Piece,
  Sheet,
  SpotPiece,
  WallPiece,
} from "./pieces";
import { copiesOf } from "./rows";
import type { NewSpot } from "./rows";

/** What a step did, as it is named when it is undone. */
export type What =
  | "place"
  | "row"
  | "multiply"
  | "move"
  | "turn"
  | "resize"
  | "label"
  | "type"
  | "edit"
  | "remove"
  | "paste"
  | "import";

export interface Editing {
  history: History;
  selection: ReadonlySet<Key>;
  /** Keys are never given twice, so that what is undone and redone stays itself. */
  nextKey: Key;
  clipboard: readonly Piece[];
}

export type Command = (editing: Editing) => Editing;
export type NewPiece = NewSpot | Omit<MarkPiece, "key"> | Omit<LanePiece, "key"> | Omit<WallPiece, "key">;

const NONE: ReadonlySet<Key> = new Set();

export function open(sheet: Sheet): Editing {
  const nextKey = Math.max(0, ...sheet.pieces.map(({ key }) => key)) + 1;
  return { history: history.begin(sheet), selection: NONE, nextKey, clipboard: [] };
}

export const sheetIn = (editing: Editing): Sheet => editing.history.present;

function did(editing: Editing, what: What, sheet: Sheet, mark: string | null = null): Editing {
  return { ...editing, history: history.did(editing.history, what, sheet, mark) };
}

/** Each of these pieces becomes what `to` makes of it; the sheet stays the same when none changes. */
function withEach(sheet: Sheet, keys: ReadonlySet<Key>, to: (piece: Piece) => Piece): Sheet {
  const pieces = sheet.pieces.map((piece) => (keys.has(piece.key) ? to(piece) : piece));
  return pieces.some((piece, i) => piece !== sheet.pieces[i]) ? { ...sheet, pieces } : sheet;
}

// Which pieces are meant.

export const select =
  (keys: Iterable<Key>): Command =>
  (editing) =>
    stillThere({ ...editing, selection: new Set(keys), history: history.close(editing.history) });

export const toggle =
  (key: Key): Command =>
  (editing) => {
    const selection = new Set(editing.selection);
    if (!selection.delete(key)) selection.add(key);
    return select(selection)(editing);
  };

export const selectWhere =
  (isMeant: (piece: Piece) => boolean): Command =>
  (editing) =>
    select(
      sheetIn(editing)
        .pieces.filter(isMeant)
        .map(({ key }) => key),
    )(editing);

export const selectSpots = (type: SpaceType | null): Command =>
  selectWhere((piece) => isSpot(piece) && (type ?? piece.type) === piece.type);

// What is there is changed.

export const moveBy =
  (dx: number, dy: number, mark: string | null = null): Command =>
  (editing) => {
    const sheet = sheetIn(editing);
    const pieces = piecesOf(sheet, editing.selection);
    if (pieces.length === 0) return editing;
    const [x, y] = allowedMove(sentBox(pieces), Math.round(dx), Math.round(dy));
    const next = withEach(sheet, editing.selection, (piece) => moved(piece, x, y));
    return did(editing, "move", next, mark);
  };

/** Turns what is selected about its common middle. */
export const turnBy =
  (degrees: number, mark: string | null = null): Command =>
  (editing) => {
    const sheet = sheetIn(editing);
    const pieces = piecesOf(sheet, editing.selection);
    if (pieces.length === 0 || degrees % 360 === 0) return editing;
    const about = middleOfBox(boxOfAll(pieces));
    const there = new Map(
      pushedIn(pieces.map((piece) => turned(piece, about, degrees))).map((piece) => [piece.key, piece]),
    );
    const next = withEach(sheet, editing.selection, (piece) => there.get(piece.key) ?? piece);
    return did(editing, "turn", next, mark);
  };

/** New numbers for spots: a size, a place, a turn, a type. */
export const editSpots =
  (
    what: What,
    change: Partial<Omit<SpotPiece, "key" | "kind" | "id">>,
    mark: string | null = null,
  ): Command =>
  (editing) =>
    did(
      editing,
      what,
      withEach(sheetIn(editing), editing.selection, (piece) =>
        isSpot(piece) && differs(piece, change) ? { ...piece, ...change } : piece,
      ),
      mark,
    );

/** New facts for one piece, in the words of its kind. */
export const editPiece =
  <P extends Piece>(
    what: What,
    piece: P,
    change: Partial<Omit<P, "key" | "kind">>,
    mark: string | null = null,
  ): Command =>
  (editing) =>
    did(
      editing,
      what,
      withEach(sheetIn(editing), new Set([piece.key]), (one) =>
        differs(one, change) ? { ...one, ...change } : one,
      ),
      mark,
    );

export const editSheet =
  (change: Partial<Omit<Sheet, "pieces">>, mark: string | null = null): Command =>
  (editing) => {
    const sheet = sheetIn(editing);
    return differs(sheet, change) ? did(editing, "edit", { ...sheet, ...change }, mark) : editing;
  };

/**
 * Another size of the sheet. The outer wall follows where it runs along the sheet's right or lower edge, and keeps its
 * distance; what of it stands elsewhere stays. While a number is typed it is measured from the sheet before, since the
 * first digits of a size are another size.
 */
export const resizeSheet =
  (size: Partial<Pick<Sheet, "width" | "height">>, mark: "width" | "height"): Command =>
  (editing) => {
    const { history } = editing;
    const now = history.present;
    const before = history.open === mark ? (history.past.at(-1)?.sheet ?? now) : now;
    const next = { ...now, ...size };
    const pieces = now.pieces.map((piece) => {
      const was = piece.kind === "outline" ? before.pieces.find(({ key }) => key === piece.key) : undefined;
      return was?.kind === "outline" ? { ...was, points: pulledAlong(was.points, before, next) } : piece;
    });
    return did(editing, "edit", { ...next, pieces }, mark);
  };

/** As near to the edge as this the outer wall runs along it. */
const ALONG = 150;

function pulledAlong(points: OutlinePiece["points"], from: Sheet, to: Sheet): OutlinePiece["points"] {
  const pull = (at: number, size: number, next: number) =>
    size - at <= ALONG && at > size / 2 ? Math.min(MOST.coordinate, Math.max(0, at + next - size)) : at;
  return points.map(([x, y]) => [pull(x, from.width, to.width), pull(y, from.height, to.height)]);
}

function differs(whole: object, change: object): boolean {
  const known = whole as Record<string, unknown>;
  return Object.entries(change).some(([name, value]) => known[name] !== value);
}

/** Puts a corner elsewhere, adds one after it, or takes it away; a line keeps two, an outline three. */
export const editPoints =
  (
    line: LinePiece,
    change: (points: readonly (readonly [number, number])[]) => LinePiece["points"],
  ): Command =>
  (editing) => {
    const points = change(line.points);
    const least = line.kind === "outline" ? 3 : 2;
    return points.length < least ? editing : editPiece("resize", line, { points })(editing);
  };

/** Labels the selected spots from `first` on, in their order on the floor. */
export const labelFrom =
  (first: string, heading: Heading): Command =>
  (editing) =>
    labelInTurn(
      inOrder(selectedSpots(editing), heading).map(({ key }) => key),
      first,
    )(editing);

/** Labels spots from `first` on, in the order in which they are given. */
export const labelInTurn =
  (keys: readonly Key[], first: string): Command =>
  (editing) => {
    const labels = series(first, keys.length);
    const byKey = new Map(keys.map((key, i) => [key, labels[i] ?? first]));
    const next = withEach(sheetIn(editing), new Set(keys), (piece) => {
      const label = byKey.get(piece.key);
      return isSpot(piece) && label !== undefined && label !== piece.label ? { ...piece, label } : piece;
    });
    return did(editing, "label", next);
  };

export const remove: Command = (editing) => {
  const sheet = sheetIn(editing);
  const pieces = sheet.pieces.filter(({ key, kind }) => kind === "outline" || !editing.selection.has(key));
  if (pieces.length === sheet.pieces.length) return editing;
  return { ...did(editing, "remove", { ...sheet, pieces }), selection: NONE };
};

// New pieces. They are selected when they have come.

export const place =
  (what: What, pieces: readonly NewPiece[]): Command =>
  (editing) => {
    const sheet = sheetIn(editing);
    const room = MOST.spots - spotsOf(sheet).length;
    if (pieces.length === 0 || pieces.filter(({ kind }) => kind === "spot").length > room) return editing;
    const added = pushedIn(pieces.map((piece, i) => ({ ...piece, key: editing.nextKey + i })));
    const next = did(editing, what, { ...sheet, pieces: [...sheet.pieces, ...added] });
    return {
      ...next,
      nextKey: editing.nextKey + added.length,
      selection: new Set(added.map(({ key }) => key)),
    };
  };

export const copy: Command = (editing) => ({
  ...editing,
  clipboard: piecesOf(sheetIn(editing), editing.selection).filter(({ kind }) => kind !== "outline"),
});

/** What was copied, a little aside of where it was, or around `at`; labels go on in their series. */
export const paste =
  (grid: number, at: Point | null = null): Command =>
  (editing) => {
    const pieces = editing.clipboard;
    if (pieces.length === 0) return editing;
    const middle = middleOfBox(boxOfAll(pieces));
    const by = at
      ? { x: snapTo(at.x - middle.x, grid), y: snapTo(at.y - middle.y, grid) }
      : { x: Math.max(grid, 100), y: Math.max(grid, 100) };
    return place(
      "paste",
      afresh(
        sheetIn(editing),
        pieces.map((piece) => moved(piece, by.x, by.y)),
      ),
    )(editing);
  };

export const duplicate =
  (grid: number): Command =>
  (editing) => {
    const there = paste(grid)(copy(editing));
    return { ...there, clipboard: editing.clipboard };
  };

/** Copies of the selected spots, beside them and beside each other. */
export const multiply =
  (count: number, heading: Heading, gap: number): Command =>
  (editing) => {
    const copies = copiesOf(selectedSpots(editing), heading, gap, count);
    return place("multiply", afresh(sheetIn(editing), copies))(editing);
  };

/** Copies are new: they have no past, and labels and ids that nobody has. */
function afresh(sheet: Sheet, pieces: readonly Piece[]): NewPiece[] {
  const labels = new Set(spotsOf(sheet).map(({ label }) => label));
  const ids = new Set(sheet.pieces.flatMap((piece) => (piece.kind === "mark" ? [piece.id] : [])));
  return pieces.flatMap((piece): NewPiece[] => {
    if (piece.kind === "outline") return [];
    if (piece.kind === "spot") {
      const label = freeLabel(piece.label, labels);
      labels.add(label);
      return [{ ...piece, id: null, label: label.slice(0, MOST.label) }];
    }
    if (piece.kind === "mark") {
      const id = freeMarkId(piece.mark, ids);
      ids.add(id);
      return [{ ...piece, id }];
    }
    return [piece];
  });
}

/** As the server's own floors name them: lift-1, lift-2. */
export function freeMarkId(mark: MarkPiece["mark"], taken: ReadonlySet<string>): string {
  return freeLabel(`${mark}-1`, taken);
}

/** Another sheet in the place of all of it, as one step that can be undone. */
export const replaceAll =
  (make: (first: Key) => Sheet): Command =>
  (editing) => {
    const sheet = make(editing.nextKey);
    const nextKey = Math.max(editing.nextKey, ...sheet.pieces.map(({ key }) => key + 1));
    return { ...did(editing, "import", sheet), nextKey, selection: NONE };
  };

export const undo: Command = (editing) => stillThere({ ...editing, history: history.undo(editing.history) });
export const redo: Command = (editing) => stillThere({ ...editing, history: history.redo(editing.history) });

/** What is not there cannot be selected. */
function stillThere(editing: Editing): Editing {
  const there = new Set(sheetIn(editing).pieces.map(({ key }) => key));
  return { ...editing, selection: new Set([...editing.selection].filter((key) => there.has(key))) };
}

export function selectedSpots(editing: Editing): readonly SpotPiece[] {
  return piecesOf(sheetIn(editing), editing.selection).filter(isSpot);
}
