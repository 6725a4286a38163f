import { useLayoutEffect } from "react";
import type { RefObject } from "react";

const TABBABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

/** A keyboard comes to what scrolls by what stands in it; text alone is given a stop of its own while it is too long. */
export function useReachable(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const needsStop = element.scrollHeight > element.clientHeight && !element.querySelector(TABBABLE);
      if (needsStop) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    };
    const observer = new ResizeObserver(measure);
    for (const one of [element, ...element.children]) observer.observe(one);
    return () => observer.disconnect();
  }, [scroller]);
}
