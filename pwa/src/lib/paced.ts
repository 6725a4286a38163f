/** Does `act` once for all that asked within `milliseconds`, and never more often. `stop` forgets what is due. */
export function paced(milliseconds: number, act: () => void): { ask: () => void; stop: () => void } {
  let due: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: () => {
      due ??= setTimeout(() => {
        due = undefined;
        act();
      }, milliseconds);
    },
    stop: () => clearTimeout(due),
  };
}
