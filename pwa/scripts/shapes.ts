import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Kind } from "../src/kept/kinds.ts";

/** Where the answers come from that the app keeps on the phone. */
const KEPT_ANSWERS: Readonly<Record<Kind, string>> = {
  app: "/api/app",
  lots: "/api/lots",
  lot: "/api/lots/{slug}",
  map: "/api/areas/{area_id}/map",
  bookings: "/api/bookings",
  past: "/api/bookings",
  totals: "/api/bookings/totals",
  booking: "/api/bookings/{reference}",
  vehicles: "/api/vehicles",
  me: "/api/me",
  work: "/api/admin/me",
  stays: "/api/admin/lots/{slug}/stays",
  passKeys: "/api/passes/keys",
};

interface Description {
  paths: Record<string, { get: { responses: Record<string, unknown> } }>;
  components: { schemas: Record<string, unknown> };
}

/** A short mark of each kept answer's shape: it changes when the server's description of that answer does. */
export function shapes(openapi: string): Record<string, string> {
  const { paths, components } = JSON.parse(readFileSync(openapi, "utf8")) as Description;

  function whole(part: unknown, seen: readonly string[] = []): unknown {
    if (Array.isArray(part)) return part.map((one) => whole(one, seen));
    if (typeof part !== "object" || part === null) return part;
    const facts = part as Record<string, unknown>;
    const name = typeof facts["$ref"] === "string" ? (facts["$ref"].split("/").at(-1) ?? "") : null;
    if (name !== null) return seen.includes(name) ? name : whole(components.schemas[name], [...seen, name]);
    return Object.fromEntries(
      Object.entries(facts)
        .filter(([key, value]) => key !== "description" || typeof value !== "string")
        .map(([key, value]) => [key, whole(value, seen)]),
    );
  }

  return Object.fromEntries(
    Object.entries(KEPT_ANSWERS).map(([kind, path]) => {
      const answer = whole(paths[path]?.get.responses["200"]);
      if (answer === undefined) throw new Error(`openapi.json describes no answer of ${path}`);
      return [kind, createHash("sha256").update(JSON.stringify(answer)).digest("hex").slice(0, 8)];
    }),
  );
}
