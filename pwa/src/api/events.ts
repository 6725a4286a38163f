/** The server's event stream: what others do to a floor, and what happens to a booking. */
import { isSignOutOwed, tellOwedSignOut } from "./owed";
import { answered, doubt } from "./reach";
import type { AreaAvailability, AreaId, SpaceId, SpaceState } from "./types";

export interface SpacesChanged {
  areaId: AreaId;
  asOf: string;
  changes: { spaceId: SpaceId; state: SpaceState }[];
}
export interface StreamHandlers {
  onAvailability?: (event: AreaAvailability) => void;
  onSpaces?: (event: SpacesChanged) => void;
  onMap?: (event: { areaId: AreaId; version: number }) => void;
  onBooking?: (event: { reference: string; status: string; paymentStatus: string | null }) => void;
  onStale?: (event: { since: string }) => void;
  /** Whether events flow; while they do not, the caller asks for itself. */
  onFlow: (flowing: boolean) => void;
}
export interface StreamOf {
  area?: { id: AreaId; from: string; to: string };
  booking?: string;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** What is done with each kind of event; what is missing is not listened for. */
type Listeners = Readonly<Record<string, ((event: never) => void) | undefined>>;

/** Opens the stream and keeps it open until the returned function is called. */
export function openStream(of: StreamOf, handlers: StreamHandlers): () => void {
  const query = new URLSearchParams();
  if (of.area) {
    query.set("area", String(of.area.id));
    query.set("from", of.area.from);
    query.set("to", of.area.to);
  }
  if (of.booking) query.set("booking", of.booking);
  const { onAvailability, onSpaces, onMap, onBooking, onStale, onFlow } = handlers;
  return keepOpen(
    `/api/events?${query.toString()}`,
    { availability: onAvailability, spaces: onSpaces, map: onMap, booking: onBooking, stale: onStale },
    onFlow,
  );
}

/** Keeps the stream at an address open until the returned function is called. */
export function keepOpen(
  address: string,
  listeners: Listeners,
  onFlow: (flowing: boolean) => void,
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY_MS;
  let closed = false;

  /** It goes out with the cookie of a session: one that is to be ended is ended first. */
  function connect() {
    if (isSignOutOwed()) void tellOwedSignOut().then(connect, retry);
    else if (!closed) open();
  }

  function retry() {
    if (closed) return;
    timer = setTimeout(connect, wait);
    wait = Math.min(wait * 2, LAST_RETRY_MS);
  }

  function open() {
    const askedAt = performance.now();
    source = new EventSource(address, { withCredentials: true });
    source.onopen = () => {
      wait = FIRST_RETRY_MS;
      answered(askedAt);
      onFlow(true);
    };
    source.onerror = () => {
      onFlow(false);
      doubt();
      // The browser reconnects by itself after a cut, but not after a refusal, and it knows of no sign-out.
      if (isSignOutOwed()) source?.close();
      if (source?.readyState === EventSource.CLOSED) retry();
    };
    for (const [name, listener] of Object.entries(listeners)) listen(source, name, listener);
  }

  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}

function listen(source: EventSource, name: string, handler: ((event: never) => void) | undefined) {
  if (!handler) return;
  source.addEventListener(name, (message: MessageEvent<string>) => {
    handler(JSON.parse(message.data) as never);
  });
}
