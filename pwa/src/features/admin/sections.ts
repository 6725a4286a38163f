import { Activity, ScrollText, UsersRound } from "lucide-react";
import type { Permission, WorkLot } from "../../api/admin/types";
import type { PlainStaffKey } from "../../i18n/admin/words";
import { routes } from "../../routes";

export type SectionName = "live" | "staff" | "audit";

export interface Section {
  name: SectionName;
  title: PlainStaffKey;
  icon: typeof Activity;
  permission: Permission;
  href: (slug: string) => string;
}

/** What the dashboard consists of, in the order of the menu. */
export const SECTIONS: readonly Section[] = [
  { name: "live", title: "desk.live", icon: Activity, permission: "see_floors", href: routes.admin },
  {
    name: "staff",
    title: "desk.staff",
    icon: UsersRound,
    permission: "manage_staff",
    href: routes.adminStaff,
  },
  { name: "audit", title: "desk.audit", icon: ScrollText, permission: "see_audit", href: routes.adminAudit },
];

export function sectionsFor(lot: WorkLot): readonly Section[] {
  return SECTIONS.filter((section) => lot.permissions.includes(section.permission));
}

/** The same section at another lot, or the first one that the role there includes. */
export function sameSectionAt(lot: WorkLot, name: SectionName): string {
  const there = sectionsFor(lot);
  const section = there.find((one) => one.name === name) ?? there[0];
  return section ? section.href(lot.slug) : routes.admin(lot.slug);
}
