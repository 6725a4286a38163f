import { useEffect, useState } from "react";
import { onClockMoved, serverNow } from "../api/clock";

/** The server's time, ticking at this pace. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = () => setNow(serverNow());
    const timer = setInterval(tick, everyMs);
    const stop = onClockMoved(tick);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [everyMs]);
  return now;
}
