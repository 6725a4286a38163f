/** Which answers of the server are kept on the phone. What is not listed here is never written down. */

declare const __SHAPES__: Readonly<Record<string, string>>;

export type Kind =
  | "app"
  | "lots"
  | "lot"
  | "map"
  | "bookings"
  | "past"
  | "totals"
  | "booking"
  | "vehicles"
  | "me"
  | "work"
  | "stays"
  | "passKeys";
/** Private is what belongs to whoever is signed in, and to guests' bookings. */
export type Drawer = "public" | "private";

type Key = readonly unknown[];

const RULES: readonly { kind: Kind; drawer: Drawer; is: (key: Key) => boolean }[] = [
  { kind: "app", drawer: "public", is: (key) => key.length === 1 && key[0] === "app" },
  { kind: "lots", drawer: "public", is: (key) => key.length === 1 && key[0] === "lots" },
  { kind: "lot", drawer: "public", is: (key) => key.length === 2 && key[0] === "lots" },
  { kind: "map", drawer: "public", is: (key) => key.length === 3 && key[0] === "areas" && key[2] === "map" },
  { kind: "booking", drawer: "private", is: (key) => key[0] === "bookings" && key[1] === "one" },
  { kind: "bookings", drawer: "private", is: (key) => isOfMine(key, "current") },
  { kind: "past", drawer: "private", is: (key) => isOfMine(key, "past") },
  { kind: "totals", drawer: "private", is: (key) => isOfMine(key, "totals") },
  { kind: "vehicles", drawer: "private", is: (key) => key.length === 1 && key[0] === "vehicles" },
  { kind: "me", drawer: "private", is: (key) => key.length === 1 && key[0] === "me" },
  // What a gate needs in a basement.
  { kind: "work", drawer: "private", is: (key) => key.length === 2 && key[0] === "admin" && key[1] === "me" },
  {
    kind: "stays",
    drawer: "private",
    is: (key) => key.length === 3 && key[0] === "admin" && key[2] === "stays",
  },
  { kind: "passKeys", drawer: "public", is: (key) => key.length === 2 && key[0] === "passes" },
];

function isOfMine(key: Key, what: string): boolean {
  return key[0] === "bookings" && key[1] === "list" && key[2] === what;
}

export interface Rule {
  kind: Kind;
  drawer: Drawer;
  /** Marks the answer's shape: what was kept under another mark cannot be read any more. */
  shape: string;
}

/** How the answer to a query is kept; null when it is not. */
export function ruleOf(key: Key): Rule | null {
  const rule = RULES.find((one) => one.is(key));
  return rule ? { kind: rule.kind, drawer: rule.drawer, shape: __SHAPES__[rule.kind] ?? "" } : null;
}
