/** Which bookings were made on this phone without an account: references only, no names, no keys. */
import { useSyncExternalStore } from "react";
import { readJson, write, writeJson, read } from "../lib/storage";
import { kept } from "./kept";

const KEY = "bookings";
const MOST = 20;
const listeners = new Set<() => void>();
let known: { text: string | null; references: readonly string[] } = { text: null, references: [] };

/** Newest first. */
export function rememberedReferences(): readonly string[] {
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
  keep([reference, ...rememberedReferences().filter((one) => one !== reference)].slice(0, MOST));
}

export function forget(reference: string): void {
  keep(rememberedReferences().filter((one) => one !== reference));
  void kept.forget(["bookings", "one", reference]);
}

export function isRemembered(reference: string): boolean {
  return rememberedReferences().includes(reference);
}

/** Newest first. */
export function useRemembered(): readonly string[] {
  return useSyncExternalStore(subscribe, rememberedReferences);
}

/** The secret link of a guest's booking, kept for this visit only, so that it can be copied. */
export function keepLink(reference: string, link: string): void {
  write("session", `link.${reference}`, link);
}

export function linkOf(reference: string): string | null {
  return read("session", `link.${reference}`);
}
