import type { KeyboardEvent } from "react";
import * as commands from "../plan/commands";
import type { Command, What } from "../plan/commands";
import { stepOf } from "../plan/tools";
import type { Tool } from "../plan/tools";
import type { Bench } from "./bench";

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** The letter under which each tool lies, as the help tells. */
export const TOOL_KEYS: Record<string, Tool> = {
  v: "select",
  s: "spot",
  r: "row",
  b: "label",
  l: "lane",
  w: "wall",
  m: "mark",
};

export interface Sight {
  pan: (dx: number, dy: number) => void;
  zoom: (factor: number) => void;
  whole: () => void;
  /** Ends what the hand is at; false when it is at nothing. */
  letGo: () => boolean;
}

/** The floor's own keys, while it has the focus. Answers whether the key was one. */
export function pressed(event: KeyboardEvent, bench: Bench, sight: Sight): boolean {
  if (event.altKey && !(event.key in ARROWS)) return false;
  const doIt = (command: Command, what?: What): true => {
    bench.act(command, what);
    return true;
  };
  if (event.ctrlKey || event.metaKey) return withControl(event, bench, doIt);
  const arrow = ARROWS[event.key];
  if (arrow) return step(event, arrow, bench, sight);
  const tool = TOOL_KEYS[event.key.toLowerCase()];
  if (tool) {
    bench.setTools({ tool });
    return true;
  }
  switch (event.key) {
    case "Delete":
    case "Backspace":
      return doIt(commands.remove, "remove");
    case "t":
      return doIt(commands.turnBy(90), "turn");
    case "T":
      return doIt(commands.turnBy(-90), "turn");
    case "+":
    case "=":
      sight.zoom(1.5);
      return true;
    case "-":
      sight.zoom(1 / 1.5);
      return true;
    case "0":
      sight.whole();
      return true;
    case "Escape":
      if (sight.letGo()) return true;
      if (bench.tools.tool !== "select") bench.setTools({ tool: "select" });
      else bench.act(commands.select([]));
      return true;
    default:
      return false;
  }
}

function withControl(
  event: KeyboardEvent,
  { tools }: Bench,
  doIt: (command: Command, what?: What) => true,
): boolean {
  switch (event.key.toLowerCase()) {
    case "z":
      return doIt(event.shiftKey ? commands.redo : commands.undo);
    case "y":
      return doIt(commands.redo);
    case "a":
      return doIt(commands.selectSpots(null));
    case "c":
      return doIt(commands.copy);
    case "x":
      doIt(commands.copy);
      return doIt(commands.remove, "remove");
    case "v":
      return doIt(commands.paste(stepOf(tools)), "paste");
    case "d":
      return doIt(commands.duplicate(stepOf(tools)), "paste");
    default:
      return false;
  }
}

/** A step of the grid; with Alt a centimetre, with Shift five steps. Without a selection the eye moves. */
function step(event: KeyboardEvent, [x, y]: readonly [number, number], bench: Bench, sight: Sight): true {
  if (bench.editing.selection.size === 0) {
    const stride = event.shiftKey ? 240 : 80;
    sight.pan(-x * stride, -y * stride);
  } else {
    const by = event.altKey ? 1 : bench.tools.grid * (event.shiftKey ? 5 : 1);
    bench.act(commands.moveBy(x * by, y * by, "nudge"), "move");
  }
  return true;
}
