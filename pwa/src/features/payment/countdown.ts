/** What is left until an instant, as a clock shows it: "9:58". Never below zero. */
export function countdown(endMs: number, nowMs: number): { totalSeconds: number; text: string } {
  const totalSeconds = Math.max(0, Math.ceil((endMs - nowMs) / 1000));
  const minutes = Math.floor(totalSeconds / 60);
  return { totalSeconds, text: `${minutes}:${String(totalSeconds % 60).padStart(2, "0")}` };
}
