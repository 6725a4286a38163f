/** How far this device's clock is from the server's, so that a countdown tells the server's time. */
let offsetMs = 0;

/** Learns from an answer that carried the server's time. */
export function syncClock(serverTime: string): void {
  const server = Date.parse(serverTime);
  if (Number.isFinite(server)) offsetMs = server - Date.now();
}

/** The server's time now, in milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
