/** Labels that count: A1, A2, … A40. */
import { MOST } from "./pieces";

const LABEL = /^[\w.\-/]+( [\w.\-/]+)*$/;

export function isLabel(text: string): boolean {
  return text.length <= MOST.label && LABEL.test(text);
}

interface Numbered {
  stem: string;
  number: number;
  /** So many digits at least: A01. */
  digits: number;
}

/** A label without a number at its end counts from 1. */
function numbered(label: string): Numbered {
  const found = /^(.*?)(\d+)$/.exec(label);
  if (!found) return { stem: label, number: 1, digits: 1 };
  const [, stem = "", digits = ""] = found;
  return { stem, number: Number(digits), digits: digits.length };
}

function written({ stem, digits }: Numbered, number: number): string {
  return stem + String(number).padStart(digits, "0");
}

/** So many labels from the first one on. */
export function series(first: string, count: number): string[] {
  const start = numbered(first);
  return Array.from({ length: count }, (_, i) => written(start, start.number + i));
}

/** The label itself, or the next in its series that nobody has. */
export function freeLabel(label: string, taken: ReadonlySet<string>): string {
  if (!taken.has(label)) return label;
  const start = numbered(label);
  for (let number = start.number + 1; ; number++) {
    const next = written(start, number);
    if (!taken.has(next)) return next;
  }
}

/** Where the next row begins: after rows A to C it is D1. */
export function nextRow(labels: Iterable<string>): string {
  let last = "";
  for (const label of labels) {
    const letters = /^[A-Z]+(?=\d+$)/.exec(label)?.[0] ?? "";
    if (letters.length > last.length || (letters.length === last.length && letters > last)) last = letters;
  }
  return `${letterAfter(last)}1`;
}

function letterAfter(letters: string): string {
  if (letters === "") return "A";
  const head = letters.slice(0, -1);
  const end = letters.slice(-1);
  return end === "Z" ? `${letterAfter(head)}A` : head + String.fromCharCode(end.charCodeAt(0) + 1);
}

/** A name for a landmark that no other has: Lift 1, Lift 2. */
export function nextName(word: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = `${word} ${number}`.slice(0, MOST.markLabel);
    if (!taken.has(name)) return name;
  }
}
