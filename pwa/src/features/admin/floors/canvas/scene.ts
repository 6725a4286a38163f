/** The drivers' drawing of a floor on which nothing happens. */
import type { Floor } from "../../../../map/floor";
import type { Scene } from "../../../../map/paint";

const NO_STATES: Scene["states"] = new Map();
const NONE_CHOSEN: Scene["chosen"] = new Set();

export function bareScene(floor: Floor): Scene {
  return {
    floor,
    states: NO_STATES,
    mine: null,
    picked: null,
    chosen: NONE_CHOSEN,
    cursor: null,
    matches: null,
    quiet: false,
    heat: null,
    way: null,
    from: null,
  };
}
