import { lazy, Suspense } from "react";
import { untilIdle } from "../lib/idle";
import { inTelegram } from "../lib/telegram";

// It comes when the page has been drawn and the phone has nothing better to do.
const Resident = lazy(() => untilIdle().then(() => import("./Resident")));

/** What lives beside every page. Inside Telegram nothing is installed: each start has the newest, and Telegram tells the news. */
export function ResidentWhenIdle({ quiet }: { quiet: boolean }) {
  if (inTelegram()) return null;
  return (
    <Suspense fallback={null}>
      <Resident quiet={quiet} />
    </Suspense>
  );
}
