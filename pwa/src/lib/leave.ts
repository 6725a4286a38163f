/** Leaves the app for another page, such as the gateway's. */
export function leaveFor(address: string): void {
  window.location.assign(address);
}
