import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** A new page begins at its top, for eyes and for screen readers. */
export function usePageStart(main: RefObject<HTMLElement | null>, path: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [main, path]);
}
