/**
 * Where tiles are read from. Every request names this site as its referrer, without a path, as the rules of common
 * sources want it; what is kept is the browser's own cache's affair, by the server's headers.
 */
import { EtagMismatch } from "pmtiles";
import type { RangeResponse, Source } from "pmtiles";

/** Whether the last answer was one. */
export type OnAnswer = (isGood: boolean) => void;

const POLITE: RequestInit = { referrerPolicy: "strict-origin", credentials: "omit" };

/** One archive, read in ranges. */
export class ArchiveSource implements Source {
  /** The archive was replaced: what the browser keeps of the old one is of no use. */
  private isReplaced = false;

  constructor(
    private readonly url: string,
    private readonly onAnswer: OnAnswer,
  ) {}

  getKey(): string {
    return this.url;
  }

  async getBytes(
    offset: number,
    length: number,
    signal?: AbortSignal,
    etag?: string,
  ): Promise<RangeResponse> {
    const response = await ask(this.url, this.onAnswer, {
      headers: { Range: `bytes=${offset}-${offset + length - 1}` },
      ...(signal ? { signal } : {}),
      ...(this.isReplaced ? { cache: "reload" } : {}),
    });
    if (response?.status !== 206) throw new Error("the server of the map gives no ranges");
    const tag = response.headers.get("ETag");
    const strong = tag && !tag.startsWith("W/") ? tag : undefined;
    if (etag && strong && strong !== etag) {
      this.isReplaced = true;
      throw new EtagMismatch("the map was replaced");
    }
    return { data: await response.arrayBuffer(), ...(strong ? { etag: strong } : {}) };
  }
}

/** Tiles one by one, at an address with {z}, {x} and {y}. Speaks as an archive does. */
export class TemplateSource {
  constructor(
    private readonly template: string,
    private readonly onAnswer: OnAnswer,
  ) {}

  /** The tile, or undefined where the map has none. */
  async getZxy(z: number, x: number, y: number, signal?: AbortSignal): Promise<RangeResponse | undefined> {
    const url = this.template.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
    const response = await ask(url, this.onAnswer, signal ? { signal } : {});
    return response && response.status !== 204 ? { data: await response.arrayBuffer() } : undefined;
  }
}

/** The answer; undefined when there is nothing at the address. Throws when there is no good answer. */
async function ask(url: string, onAnswer: OnAnswer, options: RequestInit): Promise<Response | undefined> {
  let response: Response;
  try {
    response = await fetch(url, { ...POLITE, ...options });
  } catch (error) {
    if (!options.signal?.aborted) onAnswer(false);
    throw error;
  }
  if (response.status === 404) return undefined;
  onAnswer(response.ok);
  if (!response.ok) throw new Error(`the server of the map answered ${response.status}`);
  return response;
}
