/** From now on the dashboard starts on this phone without a connection (src/sw/staff.ts). */
export async function keepParts(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: "KEEP_STAFF" });
}
