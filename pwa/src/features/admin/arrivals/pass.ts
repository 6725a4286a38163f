/** Passes as docs/pass.md describes them: read and believed on the phone, without a network. */
import { isSignedBy } from "./signature";

/** What a pass says. */
export interface PassFacts {
  reference: string;
  plate: string;
  lot: string;
  area: string;
  spot: string;
  startsAt: string;
  endsAt: string;
}

export interface PassKey {
  version: number;
  key: string;
}

const VERSION = 1;
const SIGNATURE_BYTES = 64;
const HEAD_BYTES = 9;
const TEXTS = 5;
const LONGEST = 1024;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What the text of a pass says, if somebody with one of the keys signed exactly that; otherwise null. */
export async function readPass(text: string, keys: readonly PassKey[]): Promise<PassFacts | null> {
  const signed = fromBase32(text);
  if (!signed || signed.length <= SIGNATURE_BYTES) return null;
  const payload = signed.slice(0, -SIGNATURE_BYTES);
  const facts = unpack(payload);
  if (!facts) return null;
  const signature = signed.slice(-SIGNATURE_BYTES);
  for (const { version, key } of keys) {
    const raw = version === VERSION ? fromBase64Url(key) : null;
    if (raw && (await isSignedBy(raw, signature, payload))) return facts;
  }
  return null;
}

function unpack(payload: Uint8Array): PassFacts | null {
  if (payload.length < HEAD_BYTES || payload[0] !== VERSION) return null;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const moment = (at: number) => new Date(view.getUint32(at) * 1000).toISOString();
  const texts: string[] = [];
  let at = HEAD_BYTES;
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let i = 0; i < TEXTS; i += 1) {
      const length = payload[at] ?? 0;
      texts.push(utf8.decode(payload.subarray(at + 1, at + 1 + length)));
      at += 1 + length;
    }
  } catch {
    return null;
  }
  if (at !== payload.length) return null;
  const [reference = "", plate = "", lot = "", area = "", spot = ""] = texts;
  return { reference, plate, lot, area, spot, startsAt: moment(1), endsAt: moment(5) };
}

/** The bytes of base32 without padding; null unless it is exactly what they would be written as. */
function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > LONGEST || [1, 3, 6].includes(text.length % 8)) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  // What is left over holds nothing.
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  } catch {
    return null;
  }
}
