/** Fingers, mouse and wheel over the map: drag, pinch, double tap, tap. The middle button moves the map as well. */
import type { Stage } from "./stage";

/** A finger or mouse that moves no further has not moved. */
export const SLOP_PX = 8;
const TAP_MS = 600;
const DOUBLE_MS = 300;
const DOUBLE_PX = 32;

interface Trace {
  x: number;
  y: number;
}

/** What holds on to a finger or the mouse from the press on: the map stays where it is. A second finger ends it. */
export interface Grip {
  move: (x: number, y: number, event: PointerEvent) => void;
  end: (x: number, y: number, event: PointerEvent) => void;
  cancel: () => void;
}

/** Moves the stage as the element is handled; returns the function that stops it. `seize` may take a press. */
export function handleGestures(
  element: HTMLElement,
  stage: () => Stage | null,
  onTap: (x: number, y: number) => void,
  seize: (x: number, y: number, event: PointerEvent) => Grip | null = () => null,
): () => void {
  let grip: Grip | null = null;
  const pointers = new Map<number, Trace>();
  let start = { x: 0, y: 0, at: 0 };
  let isTap = false;
  let lastTap = { x: 0, y: 0, at: -Infinity };
  let velocity = { x: 0, y: 0, at: 0 };

  function local(event: MouseEvent): Trace {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function down(event: PointerEvent) {
    if (event.button > 1) return;
    const place = local(event);
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place);
    stage()?.halt();
    grip?.cancel();
    grip = pointers.size === 1 && event.button === 0 ? seize(place.x, place.y, event) : null;
    isTap = pointers.size === 1 && event.button === 0 && !grip;
    start = { ...place, at: event.timeStamp };
    velocity = { x: 0, y: 0, at: event.timeStamp };
  }

  function move(event: PointerEvent) {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const place = local(event);
    if (grip) {
      grip.move(place.x, place.y, event);
    } else if (pointers.size === 1) {
      if (isTap && Math.hypot(place.x - start.x, place.y - start.y) < SLOP_PX) return;
      isTap = false;
      const dx = place.x - before.x;
      const dy = place.y - before.y;
      const elapsed = Math.max(1, event.timeStamp - velocity.at);
      const weight = Math.min(1, elapsed / 60);
      velocity = {
        x: velocity.x * (1 - weight) + (dx / elapsed) * weight,
        y: velocity.y * (1 - weight) + (dy / elapsed) * weight,
        at: event.timeStamp,
      };
      stage()?.pan(dx, dy);
    } else {
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const was = Math.hypot(before.x - other.x, before.y - other.y);
        const is = Math.hypot(place.x - other.x, place.y - other.y);
        stage()?.pan((place.x - before.x) / 2, (place.y - before.y) / 2);
        if (was > 0) stage()?.zoom(is / was, (place.x + other.x) / 2, (place.y + other.y) / 2);
      }
    }
    pointers.set(event.pointerId, place);
  }

  function up(event: PointerEvent) {
    if (!pointers.delete(event.pointerId)) return;
    const place = local(event);
    if (grip) {
      if (event.type === "pointerup") grip.end(place.x, place.y, event);
      else grip.cancel();
      grip = null;
    } else if (isTap && event.type === "pointerup" && event.timeStamp - start.at < TAP_MS) {
      tap(place, event.timeStamp);
    } else if (pointers.size === 0 && event.timeStamp - velocity.at < 60 && !isTap) {
      stage()?.fling(velocity.x, velocity.y);
    }
    isTap = false;
    velocity = { x: 0, y: 0, at: event.timeStamp };
  }

  function tap(place: Trace, at: number) {
    const again =
      at - lastTap.at < DOUBLE_MS && Math.hypot(place.x - lastTap.x, place.y - lastTap.y) < DOUBLE_PX;
    if (again) {
      stage()?.zoom(2, place.x, place.y, true);
      lastTap = { x: 0, y: 0, at: -Infinity };
    } else {
      lastTap = { ...place, at };
      onTap(place.x, place.y);
    }
  }

  function wheel(event: WheelEvent) {
    event.preventDefault();
    const place = local(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    // A sideways stroke on a touchpad pans; a wheel or a pinch zooms.
    if (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      stage()?.pan(-event.deltaX * lines, -event.deltaY * lines);
      return;
    }
    const strength = event.ctrlKey ? 0.01 : 0.0016;
    const turn = Math.min(120, Math.max(-120, event.deltaY * lines));
    stage()?.zoom(Math.exp(-turn * strength), place.x, place.y);
  }

  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", up);
    element.removeEventListener("pointercancel", up);
    element.removeEventListener("wheel", wheel);
  };
}
