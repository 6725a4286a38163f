import { Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Landmark, SpaceId } from "../api/types";
import { useI18n } from "../i18n/context";
import { watchColours } from "../theme/theme";
import { nearestSpot, neighbour, spotAt } from "./floor";
import type { Box, Direction, Floor, Spot } from "./floor";
import { handleGestures } from "./gestures";
import type { Scene, SpotState } from "./paint";
import { CHOOSING_PX, Stage } from "./stage";
import { MapButton } from "../ui/MapButton";
import { useBand } from "./useBand";
import type { Point } from "./ways";

interface Props {
  floor: Floor;
  states: ReadonlyMap<SpaceId, SpotState>;
  mine?: SpaceId | null;
  /** A spot that is looked at, without being anybody's: it keeps its look, and comes into sight. */
  picked?: SpaceId | null;
  /** Spots that are chosen together, to do something with them. */
  chosen?: ReadonlySet<SpaceId>;
  /** The mouse drew a band around these. Without it, a mouse that is dragged moves the floor. */
  onBand?: (spots: Spot[]) => void;
  matches?: ReadonlySet<SpaceId> | null;
  /** A spot to look at when the map appears: the keyboard starts there. */
  shown?: SpaceId | null;
  /** Shows only one's own spot, for finding it. */
  quiet?: boolean;
  /** How much each spot was used, from 0 to 1: drawn instead of the states. */
  heat?: ReadonlyMap<SpaceId, number> | null;
  way?: readonly Point[] | null;
  /** The landmark where the way begins. */
  from?: Landmark["id"] | null;
  /** The way to bring into sight instead of the spot alone. */
  lookAt?: readonly Point[] | null;
  /** What is said of a spot when the keyboard comes to it. */
  describe: (spot: Spot) => string;
  /** A spot was tapped or entered; null when the tap met none. Without it, the map is only looked at. */
  onChoose?: (spot: Spot | null) => void;
  label: string;
  /** Height of the sheet over the lower part of the map, in pixels; 0 when there is none. */
  coveredBelow?: number;
  /** A picture without buttons. */
  still?: boolean;
  /** What stands beside the zoom buttons, at the foot of the map. */
  children?: ReactNode;
}

const NONE: ReadonlySet<SpaceId> = new Set();

/** The strip of buttons at the foot of the map. */
const STRIP_PX = 68;

/**
 * Spots smaller than this cannot be told apart by a finger: the first tap only brings them near. Above it, the spot
 * that was meant is chosen and grows to a finger's size with its neighbours, so that a slip is mended by one more tap.
 */
const LEAST_TARGET_PX = 16;
const FINGER_PX = 22;
const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** The floor, to be moved and pointed at with fingers, mouse or keyboard. */
export function FloorMap({
  floor,
  states,
  mine = null,
  picked = null,
  chosen = NONE,
  onBand,
  matches = null,
  shown = null,
  quiet = false,
  heat = null,
  way = null,
  from = null,
  lookAt = null,
  describe,
  onChoose,
  label,
  coveredBelow = 0,
  still = false,
  children,
}: Props) {
  const { t } = useI18n();
  const helpId = useId();
  const holder = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const [cursor, setCursor] = useState(shown);
  const [said, setSaid] = useState("");
  // A sheet leaves the map no room for buttons; its grip gives it back.
  const isBare = still || coveredBelow > 0;
  const bottom = isBare ? coveredBelow : STRIP_PX;
  const scene: Scene = { floor, states, mine, picked, chosen, cursor, matches, quiet, heat, way, from };

  const makeStage = useEffectEvent((element: HTMLElement) => {
    const made = new Stage(element, scene, (view) => {
      // Where the drawing stands, for those who measure it from outside.
      element.dataset["view"] = [view.scale, view.x, view.y].map((value) => value.toFixed(5)).join(" ");
    });
    made.cover({ top: 0, bottom });
    return made;
  });

  function tap(x: number, y: number) {
    const it = stage.current;
    if (!it || !onChoose) return;
    const place = it.floorPoint(x, y);
    if (it.scale * floor.spotWidth < LEAST_TARGET_PX) {
      it.zoom(CHOOSING_PX / (it.scale * floor.spotWidth), x, y, true);
      return;
    }
    setCursor(null);
    onChoose(spotAt(floor, place.x, place.y, FINGER_PX / it.scale / 2));
  }
  const tapped = useEffectEvent(tap);

  const { band, startBand } = useBand(floor, stage, onBand, tap);
  const seize = useEffectEvent(startBand);

  useLayoutEffect(() => {
    const element = drawing.current;
    const box = holder.current;
    if (!element || !box) return;
    const made = makeStage(element);
    stage.current = made;
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
      () => stage.current,
      (x, y) => tapped(x, y),
      (x, y, event) => seize(x, y, event),
    );
    void document.fonts.ready.then(() => made.redraw());
    return () => {
      observer.disconnect();
      unwatch();
      release();
      made.destroy();
      stage.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    stage.current?.show(scene);
  });

  useEffect(() => {
    stage.current?.cover({ top: 0, bottom });
  }, [bottom]);

  useEffect(() => {
    if (lookAt && lookAt.length > 0) stage.current?.lookAtWay(boxOf(lookAt));
    else if (mine !== null) stage.current?.lookAtSpot(mine);
  }, [mine, floor, lookAt]);

  useEffect(() => {
    if (picked !== null) stage.current?.reveal(picked);
  }, [picked, floor]);

  useEffect(() => {
    if (shown === null) return;
    stage.current?.lookAtSpot(shown);
    holder.current?.focus({ preventScroll: true });
  }, [shown]);

  function walk(direction: Direction) {
    const from = cursor ?? mine;
    const start = from === null ? undefined : floor.byId.get(from);
    const middle = stage.current?.middle() ?? { x: 0, y: 0 };
    const next = start ? neighbour(floor, start, direction) : nearestSpot(floor, middle.x, middle.y);
    if (!next) return;
    setCursor(next.id);
    setSaid(describe(next));
    stage.current?.reveal(next.id);
  }

  function onKeyDown(event: KeyboardEvent) {
    const direction = ARROWS[event.key];
    const at = cursor === null ? undefined : floor.byId.get(cursor);
    if (direction && event.shiftKey) {
      const stride = 80;
      const dx = direction === "left" ? stride : direction === "right" ? -stride : 0;
      const dy = direction === "up" ? stride : direction === "down" ? -stride : 0;
      stage.current?.pan(dx, dy);
    } else if (direction) {
      walk(direction);
    } else if ((event.key === "Enter" || event.key === " ") && at && onChoose) {
      onChoose(at);
    } else if (event.key === "+" || event.key === "=") {
      stage.current?.step(1.5);
    } else if (event.key === "-") {
      stage.current?.step(1 / 1.5);
    } else if (event.key === "0") {
      stage.current?.whole();
    } else if (event.key === "Escape" && onChoose) {
      setCursor(null);
      onChoose(null);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <div className="relative h-full w-full">
      {/* An application has a keyboard of its own; the rule does not know the role. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={holder}
        role="application"
        tabIndex={0}
        aria-label={label}
        aria-describedby={helpId}
        data-testid="floor-map"
        className="absolute inset-0 cursor-grab touch-none overflow-hidden select-none active:cursor-grabbing focus-visible:outline-offset-[-4px]"
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
      >
        <div ref={drawing} data-testid="floor-drawing" className="absolute inset-0" aria-hidden="true" />
        {band ? (
          <div
            aria-hidden="true"
            className="pointer-events-none absolute rounded-[6px] border-2 border-mine bg-mine/15"
            style={band}
          />
        ) : null}
      </div>
      <p id={helpId} className="sr-only">
        {t("map.help")}
      </p>
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
      <div
        className="absolute inset-x-3 flex items-end justify-end gap-2"
        style={{ bottom: coveredBelow + 12 }}
      >
        {children}
        {isBare ? null : (
          <div className="flex overflow-hidden rounded-box border border-line bg-glass-solid shadow-sm">
            <MapButton label={t("map.zoomOut")} onClick={() => stage.current?.step(1 / 1.6)}>
              <Minus size={19} aria-hidden />
            </MapButton>
            <MapButton label={t("map.zoomIn")} onClick={() => stage.current?.step(1.6)}>
              <Plus size={19} aria-hidden />
            </MapButton>
            <MapButton label={t("map.whole")} onClick={() => stage.current?.whole()}>
              <Maximize size={17} aria-hidden />
            </MapButton>
          </div>
        )}
      </div>
    </div>
  );
}

function boxOf(points: readonly Point[]): Box {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}
