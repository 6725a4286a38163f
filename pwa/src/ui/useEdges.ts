import { useLayoutEffect } from "react";
import type { RefObject } from "react";

/** Marks a scroller with `data-before` and `data-after` while some of it lies beyond that edge: `fades` shows it. */
export function useEdges(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const before = Math.max(element.scrollLeft, element.scrollTop);
      const beyond = Math.max(
        element.scrollWidth - element.clientWidth,
        element.scrollHeight - element.clientHeight,
      );
      element.toggleAttribute("data-before", before > 1);
      element.toggleAttribute("data-after", beyond - before > 1);
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const one of [element, ...element.children]) observer.observe(one);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  });
}
