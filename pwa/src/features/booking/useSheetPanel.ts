import { useEffect, useEffectEvent, useRef } from "react";
import { useFocusBack } from "../../ui/useFocusBack";

interface Manners {
  /** Beside the map instead of over it. */
  docked: boolean;
  /** How much of the map the panel covers. */
  onHeight: (pixels: number) => void;
  onClose: () => void;
}

/** How the sheet behaves as a panel: it says its height, closes on Escape, and takes the focus of keys. */
export function useSheetPanel({ docked, onHeight, onClose }: Manners) {
  const panel = useRef<HTMLElement>(null);
  useFocusBack(panel);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const observer = new ResizeObserver(() => onHeight(element.offsetHeight + 8));
    observer.observe(element);
    return () => {
      observer.disconnect();
      onHeight(0);
    };
  }, [onHeight]);

  useEffect(() => {
    if (docked) panel.current?.scrollIntoView({ block: "nearest" });
  }, [docked]);

  const escaped = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
  });
  useEffect(() => {
    const element = panel.current;
    const listen = (event: KeyboardEvent) => escaped(event);
    element?.addEventListener("keydown", listen);
    return () => element?.removeEventListener("keydown", listen);
  }, []);

  // Whoever chose the spot with keys is taken to it.
  useEffect(() => {
    const from = document.activeElement;
    if (from instanceof HTMLElement && from.matches(":focus-visible"))
      panel.current?.focus({ preventScroll: true });
  }, []);

  return panel;
}
