import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { answered } from "../src/api/reach";
import { FakeEventSource } from "./fakes/event-source";

/** What jsdom lacks and the app draws or measures with. The drawing itself is looked at in a browser. */

const nothing = () => undefined;

class NoPath {
  addPath = nothing;
  arcTo = nothing;
  closePath = nothing;
  lineTo = nothing;
  moveTo = nothing;
  roundRect = nothing;
}
class NoMatrix {
  translate = () => this;
  scale = () => this;
  rotateFromVector = () => this;
}
class NoObserver {
  observe = nothing;
  unobserve = nothing;
  disconnect = nothing;
}

const pen = new Proxy(
  {},
  { get: (_target, name) => (name === "measureText" ? () => ({ width: 10 }) : nothing), set: () => true },
);
HTMLCanvasElement.prototype.getContext = (() => pen) as never;
class NoEasel {
  width = 0;
  height = 0;
  getContext = () => pen;
  transferToImageBitmap = nothing;
}

Object.assign(globalThis, {
  Path2D: NoPath,
  DOMMatrix: NoMatrix,
  OffscreenCanvas: NoEasel,
  ResizeObserver: NoObserver,
  EventSource: FakeEventSource,
});
Object.defineProperty(document, "fonts", { value: { ready: Promise.resolve() } });
Element.prototype.scrollIntoView = nothing;
window.scrollTo = nothing;
window.matchMedia = (query) =>
  ({ matches: false, media: query, addEventListener: nothing, removeEventListener: nothing }) as never;
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};

beforeEach(() => {
  window.localStorage.clear();
  window.sessionStorage.clear();
  window.history.replaceState(null, "", "/");
  FakeEventSource.reset();
  answered(performance.now());
});
afterEach(cleanup);
// The first screen of a file waits for its part of the app to be read and compiled.
configure({ asyncUtilTimeout: 20_000 });
