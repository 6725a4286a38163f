/** Which bookings were made on this phone without an account: references only, no names, no keys. */
import { useSyncExternalStore } from "react";
import { readJson, remove, write, writeJson, read } from "../../lib/storage";

const KEY = "bookings";
const MOST = 20;
const listeners = new Set<() => void>();
let known: { text: string | null; references: readonly string[] } = { text: null, references: [] };

function references(): readonly string[] {
  const text = read("local", KEY);
  if (text !== known.text) {
    const kept = readJson("local", KEY);
    const list = Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string") : [];
    known = { text, references: list };
  }
  return known.references;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener("storage", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("storage", changed);
  };
}

function keep(list: readonly string[]): void {
  writeJson("local", KEY, list);
  listeners.forEach((listener) => listener());
}

export function remember(reference: string): void {
  keep([reference, ...references().filter((one) => one !== reference)].slice(0, MOST));
}

export function forget(reference: string): void {
  keep(references().filter((one) => one !== reference));
}

export function forgetAll(): void {
  remove("local", KEY);
  listeners.forEach((listener) => listener());
}

/** Newest first. */
export function useRemembered(): readonly string[] {
  return useSyncExternalStore(subscribe, references);
}

/** The secret link of a guest's booking, kept for this visit only, so that it can be copied. */
export function keepLink(reference: string, link: string): void {
  write("session", `link.${reference}`, link);
}

export function linkOf(reference: string): string | null {
  return read("session", `link.${reference}`);
}
