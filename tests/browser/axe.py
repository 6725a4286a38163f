"""What a machine can tell of a screen: axe's rules, and the house's own about size, blur and motion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from app.dev.node import PWA

_AXE = (PWA / "node_modules" / "axe-core" / "axe.min.js").read_text()
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],
}
# The gradient of the ground hides from axe what lies behind the text: tokens.test.ts measures text on each of
# its colours, axe on the plainest of them.
_PLAIN_GROUND = "body::before { content: none !important }"

_BLURS = """() => [...document.querySelectorAll("*")]
  .filter((one) => getComputedStyle(one).backdropFilter !== "none" && one.checkVisibility())
  .map((one) => ({
    name: one.tagName + "." + one.className,
    box: one.getBoundingClientRect().toJSON(),
    inDialog: one.closest("dialog") !== null,
  }))"""

# A dialog lies over everything that is not in it.
_OVER_THE_MAP = """(boxes) => {
  const drawn = document.querySelector("[data-testid=floor-map]:not([inert] *)");
  if (!drawn) return [];
  const map = drawn.getBoundingClientRect();
  const isAbove = ({ inDialog }) => inDialog || !drawn.closest("dialog");
  const crosses = ({ box }) => box.left < map.right && box.right > map.left
    && box.top < map.bottom && box.bottom > map.top;
  return boxes.filter((one) => isAbove(one) && crosses(one)).map(({ name }) => name);
}"""

_TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  // What scrolls by itself may hold more than is seen; what is laid out by the page itself it does not hold.
  const scrolls = (one) => one && one !== document.body &&
    (["auto", "scroll"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > page.clientWidth + 1)
    .filter((one) => !scrolls(one.parentElement))
    .map((one) => `${one.tagName}.${one.className}`).concat(`page ${page.scrollWidth}`).slice(0, 5);
}"""

# Text that its own box cuts off. One line with an ellipsis is a choice, and can be read in full elsewhere.
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own || !one.checkVisibility() || one.closest(".sr-only, svg, option")) return false;
  const clips = style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && !style.webkitLineClamp;
  return clips && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => `${one.tagName}: ${one.textContent.trim().slice(0, 40)}`)"""

# A link within a sentence is as tall as its line; what says more with ::after is measured with it.
_SMALL = """() => [...document.querySelectorAll("button, a[href], input, select, [role=button]")]
  .filter((one) => one.checkVisibility() && !one.closest("[inert], [aria-hidden=true]"))
  .filter((one) => {
    const target = one.closest("label") ?? one;
    const box = target.getBoundingClientRect();
    const after = parseFloat(getComputedStyle(target, "::after").height) || 0;
    return box.width > 1 && (Math.max(box.height, after) < 43.5 || box.width < 43.5);
  })
  .map((one) => `${one.tagName} ${one.ariaLabel ?? one.name ?? ""} ${one.textContent.trim()}`)"""

# What axe finds. Where something lies near and it can't tell the contrast, we measure it: the text's with the
# boxes it stands in, on the worst of the ground's three colours. At once, for the page may change a moment
# later; where it has changed in the middle, from the beginning.
_ASK = """async (options) => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, under) => [...[0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])), 1];
  const light = (colour) => colour.slice(0, 3)
    .map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (element) => {
    const boxes = [];
    for (let one = element; one; one = one.parentElement)
      boxes.unshift(rgba(getComputedStyle(one).backgroundColor));
    const probe = document.body.appendChild(document.createElement("i"));
    const ratios = ["--ground-1", "--ground-2", "--ground-3"].map((name) => {
      probe.style.color = `var(${name})`;
      const ground = rgba(getComputedStyle(probe).color);
      const back = boxes.slice(2).reduce((under, box) => over(box, under), ground);
      const text = over(rgba(getComputedStyle(element).color), back);
      const [a, b] = [light(text), light(back)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
    probe.remove();
    const { fontSize, fontWeight } = getComputedStyle(element);
    const large = parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
    return { ratio: Math.min(...ratios), least: large ? 3 : 4.5 };
  };
  for (let tries = 1; ; tries += 1) {
    const found = await axe.run(document, { ...options, elementRef: true });
    const unclear = found.incomplete.filter(({ id }) => id === "color-contrast")
      .flatMap(({ nodes }) => nodes);
    if (unclear.some(({ element }) => !element.isConnected) && tries < 5) continue;
    return {
      violations: found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html }))),
      measured: unclear.map(({ element, html }) => ({ html, ...contrast(element) })),
    };
  }
}"""

_MOVING = """() => document.getAnimations().filter((one) => one.playState === "running").length"""


def prepare(page: Page) -> None:
    """Brings axe into the page; the policy of the server allows no script tag of ours."""
    page.evaluate(_AXE)
    page.add_style_tag(content=_PLAIN_GROUND)


def ask_axe(page: Page, *, only_contrast: bool = False) -> Iterator[str]:
    """What axe finds, a line each; what it cannot tell of contrast is measured."""
    options: dict[str, Any] = {**_RULES, **({"runOnly": ["color-contrast"]} if only_contrast else {})}
    found = page.evaluate(_ASK, options)
    yield from (f"{fault['id']}: {fault['html'][:160]}" for fault in found["violations"])
    for text in found["measured"]:
        if text["ratio"] < text["least"]:
            yield f"contrast of {text['ratio']:.2f}: {text['html'][:160]}"


def look_for_blur(page: Page) -> Iterator[str]:
    """At most three blurred layers, and none over the map that moves."""
    boxes = page.evaluate(_BLURS)
    if len(boxes) > 3:
        yield f"{len(boxes)} blurred layers"
    for name in page.evaluate(_OVER_THE_MAP, boxes):
        yield f"blurred over the map: {name}"


def look_for_loss(page: Page) -> Iterator[str]:
    """What hangs out at the side, and text that is cut off."""
    yield from (f"wider than the screen: {name}" for name in page.evaluate(_TOO_WIDE))
    yield from (f"cut off: {text}" for text in page.evaluate(_CUT_OFF))


def look_for_small_targets(page: Page) -> Iterator[str]:
    """What a thumb would miss: below 44 pixels."""
    yield from (f"smaller than a thumb: {name}" for name in page.evaluate(_SMALL))


def is_moving(page: Page) -> bool:
    """Whether any animation runs."""
    return bool(page.evaluate(_MOVING))
