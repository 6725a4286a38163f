import { useState } from "react";
import { read, write } from "../../lib/storage";

type View = "list" | "map";
const KEY = "landing.view";

/** How the driver looks at the car parks on a phone; it is remembered. */
export function useLandingView(): [View, (view: View) => void] {
  const [view, setView] = useState<View>(() => (read("local", KEY) === "map" ? "map" : "list"));
  return [
    view,
    (next) => {
      setView(next);
      write("local", KEY, next);
    },
  ];
}
