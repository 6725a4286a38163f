/** The single-use secret of a mailed link, in the part of the address that no server sees. */
export function tokenInAddress(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get("token");
}

/** Takes the secret out of the address, so that it is not left in the history. */
export function clearToken(): void {
  if (window.location.hash) {
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }
}
