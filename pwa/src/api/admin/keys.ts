/** Where the cache keeps what only staff are told; `session.ts` drops all of it when they sign out. */
export const adminKeys = {
  work: ["admin", "me"] as const,
  now: (slug: string) => ["admin", slug, "now"] as const,
  overview: (slug: string) => ["admin", slug, "overview"] as const,
  spots: (slug: string) => ["admin", slug, "spots"] as const,
  staff: (slug: string) => ["admin", slug, "staff"] as const,
  audit: (slug: string) => ["admin", slug, "audit"] as const,
  bookings: (slug: string) => ["admin", slug, "bookings"] as const,
  booking: (slug: string, reference: string) => ["admin", slug, "bookings", "one", reference] as const,
  money: (slug: string) => ["admin", slug, "money"] as const,
  messages: (slug: string) => ["admin", slug, "messages"] as const,
  people: ["admin", "people"] as const,
  revenue: (slug: string | null) => ["admin", slug, "revenue"] as const,
  use: (slug: string) => ["admin", slug, "use"] as const,
  prices: (slug: string) => ["admin", slug, "prices"] as const,
  preview: (slug: string) => ["admin", slug, "preview"] as const,
  promos: (slug: string) => ["admin", slug, "promos"] as const,
};
