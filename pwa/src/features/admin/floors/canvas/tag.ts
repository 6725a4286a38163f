/** What a hand is told while it is at work: a few words beside it. */
import type { Size } from "../../../../map/view";
import type { Hint } from "./preview";

const BESIDE_PX = 16;
const HEIGHT_PX = 30;
/** Its width is guessed: to measure it would lay the whole page out at every step of the mouse. */
const LETTER_PX = 8.5;
const AROUND_PX = 20;

export class Tag {
  private readonly element = document.createElement("p");
  private text = "";

  constructor(holder: HTMLElement) {
    this.element.className =
      "num pointer-events-none absolute top-0 left-0 rounded-[8px] bg-ink px-2.5 py-1 text-s font-semibold whitespace-nowrap text-[var(--ground-1)]";
    this.element.hidden = true;
    this.element.style.willChange = "transform";
    holder.append(this.element);
  }

  show(hint: Hint | null, size: Size): void {
    if (this.element.hidden !== (hint === null)) this.element.hidden = hint === null;
    if (!hint) return;
    if (hint.text !== this.text) this.element.textContent = this.text = hint.text;
    const width = hint.text.length * LETTER_PX + AROUND_PX;
    const x = Math.min(hint.at.x + BESIDE_PX, size.width - width - 4);
    const y = Math.min(hint.at.y + BESIDE_PX, size.height - HEIGHT_PX);
    this.element.style.transform = `translate3d(${Math.max(4, Math.round(x))}px,${Math.max(4, Math.round(y))}px,0)`;
  }

  destroy(): void {
    this.element.remove();
  }
}
