import { useLayoutEffect } from "react";
import type { RefObject } from "react";

/** When a panel goes that has the focus, the focus goes back to where it was when the panel came. */
export function useFocusBack(panel: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = panel.current;
    const before = document.activeElement;
    return () => {
      const hasFocus = element?.contains(document.activeElement);
      if (hasFocus && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [panel]);
}
