type Bytes = Uint8Array<ArrayBuffer>;

/** Whether an Ed25519 key signed that message: asked of the browser, or of a library where it does not know the curve. */
export async function isSignedBy(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const known = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]).catch(() => null);
  if (known) return crypto.subtle.verify("Ed25519", known, signature, message);
  const { verifyAsync } = await import("@noble/ed25519");
  return verifyAsync(signature, message, key).catch(() => false);
}
