/** How far this device's clock is from the server's, so that nobody is misled by a clock that is wrong. */
let offsetMs = 0;
const listeners = new Set<() => void>();
/** A time to the second, and the way that the answer had to come. */
const COARSE_MS = 5_000;

/** Learns from an answer that carried the server's time. */
export function syncClock(serverTime: string): void {
  learn(serverTime, 0);
}

/** Learns from the date in an answer's head, which is worth less than a time inside it. */
export function syncClockCoarsely(date: string): void {
  learn(date, COARSE_MS);
}

function learn(time: string, withinMs: number): void {
  const server = Date.parse(time);
  if (!Number.isFinite(server) || Math.abs(server - serverNow()) < withinMs) return;
  const moved = Math.abs(server - serverNow()) >= COARSE_MS;
  offsetMs = server - Date.now();
  if (moved) listeners.forEach((listener) => listener());
}

/** The server's time at an instant of this device's clock, in milliseconds since the epoch. */
export function serverTimeOf(deviceMs: number): number {
  return deviceMs + offsetMs;
}

/** The server's time now, in milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

/** Tells when it turns out that the device's clock is another than was thought. Returns how to stop. */
export function onClockMoved(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
