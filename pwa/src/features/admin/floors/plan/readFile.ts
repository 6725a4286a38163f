/** A file of a floor as it comes from a disk. The server judges what is in it. */

/** Twice what the largest floor takes. */
const MOST_BYTES = 4_000_000;

/** Rejects with NotAFloorFile for what is no JSON object, or far too large. */
export async function readFloorFile(file: File): Promise<Record<string, unknown>> {
  const parsed: unknown = file.size > MOST_BYTES ? null : await readJson(file);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new NotAFloorFile(file.name);
  return parsed as Record<string, unknown>;
}

export class NotAFloorFile extends Error {}

async function readJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}
