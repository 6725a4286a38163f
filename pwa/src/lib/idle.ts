/** What is not for the first picture waits at least so long after the page has loaded. */
const REST_MS = 1_000;
/** No phone is busier than that for long; whoever waits gets its turn. */
const AT_LATEST_MS = 3_000;

/** Lets the browser draw and answer first; what follows is a task of its own. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Waits until the first picture stands and the browser has nothing better to do. */
export async function untilIdle(): Promise<void> {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  // Safari does not tell when it is idle.
  if (typeof requestIdleCallback !== "function") return;
  await new Promise<void>((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
  });
}
