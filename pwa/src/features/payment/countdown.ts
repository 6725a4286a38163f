/** What is left until an instant, as a clock shows it: "9:58", "1:05:00". Never below zero. */
export function countdown(endMs: number, nowMs: number): { totalSeconds: number; text: string } {
  const totalSeconds = Math.max(0, Math.ceil((endMs - nowMs) / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor((totalSeconds % 3600) / 60);
  const clock = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return { totalSeconds, text: `${clock}:${two(totalSeconds % 60)}` };
}

/** How much of the time from one instant to another is left: from 1 to 0. */
export function shareLeft(fromMs: number, endMs: number, nowMs: number): number {
  return Math.min(1, Math.max(0, (endMs - nowMs) / Math.max(1, endMs - fromMs)));
}
