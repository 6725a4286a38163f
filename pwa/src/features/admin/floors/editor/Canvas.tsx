import { Maximize, Minus, Plus } from "lucide-react";
import { useEffectEvent, useId, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { KeyboardEvent, RefObject } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { handleGestures } from "../../../../map/gestures";
import type { Grip } from "../../../../map/gestures";
import type { Point } from "../../../../map/ways";
import { watchColours } from "../../../../theme/theme";
import { MapButton } from "../../../../ui/MapButton";
import { Board } from "../canvas/board";
import { DRAWS, ghostAt } from "../canvas/drawing";
import { FINGER_PX } from "../canvas/hand";
import type { Hand, Start } from "../canvas/hand";
import { cursorAt, pick, tap } from "../canvas/picking";
import { nextName } from "../plan/labels";
import { isMark } from "../plan/pieces";
import { useBench } from "./bench";
import { pressed } from "./keys";

export interface Eye {
  lookAt: (place: Point) => void;
  middle: () => Point;
}

/** The floor under the hands: drawn as drivers see it, with squares, handles and what is about to become. */
export function Canvas({ eye }: { eye: RefObject<Eye | null> }) {
  const { t } = useStaffI18n();
  const bench = useBench();
  const helpId = useId();
  const holder = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const board = useRef<Board | null>(null);
  const grip = useRef<Grip | null>(null);
  const { sheet, floor, tools } = bench;
  const drawn = {
    sheet,
    floor,
    selection: bench.editing.selection,
    faults: bench.kept.faults,
    grid: tools.grid,
  };

  useImperativeHandle(eye, () => ({
    lookAt: (place) => board.current?.stage.lookAtPlace(place),
    middle: () => board.current?.stage.middle() ?? { x: sheet.width / 2, y: sheet.height / 2 },
  }));

  const nameMark = useEffectEvent(() =>
    nextName(
      t(`desk.floors.mark.${tools.mark}`),
      new Set(sheet.pieces.filter(isMark).map(({ label }) => label)),
    ),
  );
  const now = useEffectEvent(() => bench);
  const makeBoard = useEffectEvent(
    (element: HTMLElement) =>
      new Board(element, drawn, (view) => {
        // Where the drawing stands, for those who measure it from outside.
        element.dataset["view"] = [view.scale, view.x, view.y].map((value) => value.toFixed(5)).join(" ");
      }),
  );
  const handAt = useEffectEvent((made: Board): Hand => ({
    board: made,
    tools: () => now().tools,
    act: (command, what) => now().act(command, what),
    setLabel: (label) => now().setTools({ label }),
    nameMark: () => nameMark(),
  }));
  const seize = useEffectEvent((hand: Hand, start: Start): Grip | null => {
    grip.current = tools.tool === "select" ? pick(hand, start) : DRAWS[tools.tool](hand, start);
    return grip.current && released(grip);
  });

  useLayoutEffect(() => {
    const element = drawing.current;
    const box = holder.current;
    if (!element || !box) return;
    const made = makeBoard(element);
    board.current = made;
    const hand = handAt(made);
    const measure = () => {
      const { width, height } = box.getBoundingClientRect();
      made.resize({ width, height }, window.devicePixelRatio);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    const unwatch = watchColours(() => made.recolour());
    const release = handleGestures(
      box,
      () => made.stage,
      (x, y) => tap(hand, x, y, FINGER_PX),
      (x, y, event) => seize(hand, { x, y, event }),
    );
    const hover = (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || event.buttons !== 0) return;
      const { left, top } = box.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
      const isSelecting = hand.tools().tool === "select";
      box.style.cursor = isSelecting ? cursorAt(hand, x, y) : "crosshair";
      const ghost = isSelecting ? null : ghostAt(hand, made.stage.floorPoint(x, y));
      made.preshow(ghost && { kind: "ghosts", ghosts: [ghost] });
    };
    const leave = () => {
      if (!grip.current) made.preshow(null);
    };
    box.addEventListener("pointermove", hover);
    box.addEventListener("pointerleave", leave);
    void document.fonts.ready.then(() => made.stage.redraw());
    return () => {
      observer.disconnect();
      unwatch();
      release();
      box.removeEventListener("pointermove", hover);
      box.removeEventListener("pointerleave", leave);
      made.destroy();
      board.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    board.current?.show(drawn);
  });

  function onKeyDown(event: KeyboardEvent) {
    const stage = board.current?.stage;
    const isOurs = pressed(event, bench, {
      pan: (dx, dy) => stage?.pan(dx, dy),
      zoom: (factor) => stage?.step(factor),
      whole: () => stage?.whole(),
      letGo: () => {
        if (!grip.current) return false;
        grip.current.cancel();
        grip.current = null;
        return true;
      },
    });
    if (isOurs) event.preventDefault();
  }

  return (
    <div className="relative h-full w-full overflow-hidden rounded-box">
      {/* An application has a keyboard of its own; the rule does not know the role. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={holder}
        role="application"
        tabIndex={0}
        aria-label={t("desk.floors.canvas", { floor: sheet.name })}
        aria-describedby={helpId}
        data-testid="floor-map"
        className="absolute inset-0 touch-none overflow-hidden select-none focus-visible:outline-offset-[-4px]"
        onKeyDown={onKeyDown}
      >
        <div ref={drawing} data-testid="floor-drawing" className="absolute inset-0" aria-hidden="true" />
      </div>
      <p id={helpId} className="sr-only">
        {t("desk.floors.canvasHelp")}
      </p>
      <div className="absolute right-3 bottom-3 flex overflow-hidden rounded-box border border-line bg-glass-solid shadow-sm">
        <MapButton label={t("map.zoomOut")} onClick={() => board.current?.stage.step(1 / 1.6)}>
          <Minus size={19} aria-hidden />
        </MapButton>
        <MapButton label={t("map.zoomIn")} onClick={() => board.current?.stage.step(1.6)}>
          <Plus size={19} aria-hidden />
        </MapButton>
        <MapButton label={t("map.whole")} onClick={() => board.current?.stage.whole()}>
          <Maximize size={17} aria-hidden />
        </MapButton>
      </div>
    </div>
  );
}

/** The hand's grip, until a key has ended it. */
function released(held: RefObject<Grip | null>): Grip {
  return {
    move: (x, y, event) => held.current?.move(x, y, event),
    end: (x, y, event) => {
      held.current?.end(x, y, event);
      held.current = null;
    },
    cancel: () => {
      held.current?.cancel();
      held.current = null;
    },
  };
}
