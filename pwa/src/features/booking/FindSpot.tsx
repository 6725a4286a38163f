import { Maximize2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useSearchParams } from "wouter";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { WhenSeen } from "../../ui/WhenSeen";

// The drawing of a floor weighs as much as the page around it, and most often stands below the screen's edge.
const WayPicture = lazy(() => import("../find/WayPicture"));
const WayDialog = lazy(() => import("../find/WayDialog"));

/** The booked spot on its floor, with the walking way from where the driver comes in. `?find=1` opens it. */
export function FindSpot({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  const [query, setQuery] = useSearchParams();
  const [asked, setAsked] = useState(false);
  const [from, setFrom] = useState<string | null>(null);
  const open = asked || query.get("find") === "1";

  function close() {
    setAsked(false);
    if (query.has("find")) setQuery((before) => without(before, "find"), { replace: true });
  }

  return (
    <section className="glass overflow-hidden rounded-card" aria-labelledby="find">
      <div className="flex flex-wrap items-center gap-3 p-5 pb-1">
        <h2 id="find" className="min-w-0 flex-[1_1_8rem] text-l font-semibold">
          {t("find.title")}
        </h2>
        <Button
          tone="quiet"
          icon={<Maximize2 size={16} aria-hidden />}
          onClick={() => setAsked(true)}
          data-testid="find-open"
        >
          {t("find.open")}
        </Button>
      </div>
      <WhenSeen className="m-5 mt-0 h-85">
        <Suspense fallback={<Skeleton className="m-5 mt-0 h-85" />}>
          <WayPicture booking={booking} from={from} onChooseFrom={setFrom} />
        </Suspense>
      </WhenSeen>
      {open ? (
        <Suspense fallback={null}>
          <WayDialog booking={booking} from={from} onChooseFrom={setFrom} onClose={close} />
        </Suspense>
      ) : null}
    </section>
  );
}

function without(query: URLSearchParams, name: string): URLSearchParams {
  const rest = new URLSearchParams(query);
  rest.delete(name);
  return rest;
}
