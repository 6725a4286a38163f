/** What was done, to be undone. The sheets are never changed, so a step is the sheet before it and what was done to it. */
import type { What } from "./commands";
import type { Sheet } from "./pieces";

export interface Step {
  what: What;
  /** The sheet on the other side of the step. */
  sheet: Sheet;
}

export interface History {
  past: readonly Step[];
  present: Sheet;
  future: readonly Step[];
  /** The last step goes on while what is done has the same mark: typing a number is one step, not one a digit. */
  open: string | null;
}

const MOST_STEPS = 300;

export function begin(sheet: Sheet): History {
  return { past: [], present: sheet, future: [], open: null };
}

export function did(history: History, what: What, sheet: Sheet, mark: string | null = null): History {
  if (sheet === history.present) return history;
  if (mark !== null && mark === history.open) return { ...history, present: sheet, future: [] };
  const past = [...history.past, { what, sheet: history.present }].slice(-MOST_STEPS);
  return { past, present: sheet, future: [], open: mark };
}

/** What comes next is a step of its own. */
export function close(history: History): History {
  return history.open === null ? history : { ...history, open: null };
}

export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    past: history.past.slice(0, -1),
    present: step.sheet,
    future: [{ what: step.what, sheet: history.present }, ...history.future],
    open: null,
  };
}

export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (!step) return history;
  return {
    past: [...history.past, { what: step.what, sheet: history.present }],
    present: step.sheet,
    future,
    open: null,
  };
}
