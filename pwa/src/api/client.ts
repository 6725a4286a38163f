import createClient from "openapi-fetch";
import { sayWhereFramed } from "../lib/telegram";
import { syncClockCoarsely } from "./clock";
import { takeEarly } from "./early";
import { tellOwedSignOut } from "./owed";
import { ApiProblem, NoConnection } from "./problem";
import { watched } from "./reach";
import type { paths } from "./schema";

let language = "en";

/** The language in which the server writes its sentences from now on. */
export function speak(next: string): void {
  language = next;
}

/** The one client. Pages do not use it: they use the named hooks beside it. */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: async (request) => {
    await tellOwedSignOut();
    return watched(takeEarly(request) ?? globalThis.fetch(request));
  },
});

client.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", language);
    sayWhereFramed(request);
    return request;
  },
  onResponse({ response }) {
    // What may be kept on the way says when it was made, not what time it is.
    if (!response.headers.get("Cache-Control")?.includes("no-store")) return;
    syncClockCoarsely(response.headers.get("Date") ?? "");
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === "AbortError" ? error : new NoConnection(error);
  },
});

/** A file of the server's, such as "/api/…/revenue.csv", in the reader's language. Throws as `answerOf` does. */
export async function fileOf(address: string): Promise<File> {
  const answer = await client.GET(address as never, { parseAs: "blob" } as never);
  const blob = await answerOf(answer as Result<Blob>);
  const named = answer.response.headers.get("Content-Disposition") ?? "";
  return new File([blob], /filename="([^"]+)"/.exec(named)?.[1] ?? "", { type: blob.type });
}

type Result<Data> = { data?: Data | undefined; error?: unknown; response: Response };

/** The body of a good answer; throws ApiProblem when the server refused, NoConnection when none came. */
export async function answerOf<Data>(call: Result<Data> | Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiProblem(response.status, error);
  return data as Data;
}
