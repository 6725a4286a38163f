/** The sections of the dashboard, as addresses name them; the app and its service worker know no more of them. */
export const SECTION_NAMES = [
  "live",
  "arrivals",
  "bookings",
  "people",
  "closures",
  "money",
  "reports",
  "floors",
  "prices",
  "lot",
  "messages",
  "programs",
  "staff",
  "audit",
] as const;

export type SectionName = (typeof SECTION_NAMES)[number];

export function isSectionName(name: string): name is SectionName {
  return (SECTION_NAMES as readonly string[]).includes(name);
}
