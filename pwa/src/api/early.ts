/** What public/early.js asked for before the app was there. */
interface Early {
  /** The path, such as "/api/lots". */
  url: string;
  answer: Promise<Response>;
}

declare global {
  interface Window {
    parkproEarly?: Early;
  }
}

/** The early answer to a request, once: whoever asks again wants a new one. Null when nobody asked for it. */
export function takeEarly(request: Request): Promise<Response> | null {
  const early = window.parkproEarly;
  if (!early || request.method !== "GET" || request.url !== new URL(early.url, window.location.origin).href)
    return null;
  delete window.parkproEarly;
  return early.answer;
}
