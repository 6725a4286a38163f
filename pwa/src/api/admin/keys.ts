/** Where the cache keeps what only staff are told; `session.ts` drops all of it when they sign out. */
export const adminKeys = {
  work: ["admin", "me"] as const,
  now: (slug: string) => ["admin", slug, "now"] as const,
  overview: (slug: string) => ["admin", slug, "overview"] as const,
  spots: (slug: string) => ["admin", slug, "spots"] as const,
  staff: (slug: string) => ["admin", slug, "staff"] as const,
  setup: ["admin", "setup"] as const,
  settings: (slug: string) => ["admin", slug, "settings"] as const,
  previews: (slug: string) => ["admin", slug, "previews"] as const,
  sketch: (slug: string) => ["admin", slug, "sketch"] as const,
  prices: (slug: string) => ["admin", slug, "prices"] as const,
  audit: (slug: string) => ["admin", slug, "audit"] as const,
};
