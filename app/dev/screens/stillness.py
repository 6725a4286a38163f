"""When a screen stands still: a canvas tells nobody that it glides, but it asks for the frame to come."""

from __future__ import annotations

from playwright.sync_api import Page

_QUIET_MS = 150
_WATCH = """
  const [ask, drop] = [requestAnimationFrame, cancelAnimationFrame];
  const frames = new Set();
  const note = () => { window.stirring = { at: performance.now(), frames }; };
  window.requestAnimationFrame = (draw) => {
    note();
    const frame = ask((now) => { frames.delete(frame); note(); draw(now); });
    frames.add(frame);
    return frame;
  };
  window.cancelAnimationFrame = (frame) => { frames.delete(frame); drop(frame); };
  new MutationObserver(note).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  note();
"""
_IS_STILL = """(quiet) => {
  const loading = document.querySelector("[aria-hidden=true].animate-breathe, [aria-busy=true]") !== null;
  const moving = document.getAnimations().some((one) =>
    one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity);
  const { at, frames } = window.stirring;
  return !loading && !moving && frames.size === 0 && performance.now() - at > quiet;
}"""


def watch_stirring(page: Page) -> None:
    """Notes in every document that the page opens from now on when it changes, or asks for a frame."""
    page.add_init_script(_WATCH)


def wait_until_still(page: Page) -> None:
    """Until nothing loads, nothing moves and nothing has stirred for a while, on a watched page."""
    # What was just done to the page may not have reached it yet: the quiet counts from here.
    page.evaluate("() => { window.stirring.at = performance.now() }")
    # Looking at every frame would be a stir of its own.
    page.wait_for_function(_IS_STILL, arg=_QUIET_MS, polling=30)
    page.evaluate("() => document.fonts.ready.then(() => undefined)")
