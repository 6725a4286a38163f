/** Where the cache keeps what only staff are told; `session.ts` drops all of it when they sign out. */
export const adminKeys = {
  work: ["admin", "me"] as const,
  now: (slug: string) => ["admin", slug, "now"] as const,
  overview: (slug: string) => ["admin", slug, "overview"] as const,
  spots: (slug: string) => ["admin", slug, "spots"] as const,
  staff: (slug: string) => ["admin", slug, "staff"] as const,
  floors: (slug: string) => ["admin", slug, "floors"] as const,
  floorDraft: (slug: string, code: string) => ["admin", slug, "floors", code] as const,
  audit: (slug: string) => ["admin", slug, "audit"] as const,
};
