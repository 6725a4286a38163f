import {
  Activity,
  ChartColumn,
  Construction,
  Cpu,
  MessagesSquare,
  PencilRuler,
  ScanLine,
  ScrollText,
  Store,
  Tags,
  Ticket,
  Users,
  UsersRound,
  Wallet,
} from "lucide-react";
import type { Permission, WorkLot } from "../../api/admin/types";
import type { PlainStaffKey } from "../../i18n/admin/words";
import { routes } from "../../routes";
import type { SectionName } from "./sectionNames";

export interface Section {
  name: SectionName;
  title: PlainStaffKey;
  icon: typeof Activity;
  permission: Permission;
}

/** What the dashboard consists of, in the order of the menu. */
export const SECTIONS: readonly Section[] = [
  { name: "live", title: "desk.live", icon: Activity, permission: "see_floors" },
  { name: "arrivals", title: "desk.arrivals", icon: ScanLine, permission: "run_gate" },
  { name: "bookings", title: "desk.bookings", icon: Ticket, permission: "see_bookings" },
  { name: "people", title: "desk.people", icon: Users, permission: "manage_people" },
  { name: "closures", title: "desk.closures", icon: Construction, permission: "close_spots" },
  { name: "money", title: "desk.money", icon: Wallet, permission: "handle_money" },
  { name: "reports", title: "desk.reports", icon: ChartColumn, permission: "see_reports" },
  { name: "floors", title: "desk.floors", icon: PencilRuler, permission: "draw_floors" },
  { name: "prices", title: "desk.prices", icon: Tags, permission: "set_prices" },
  { name: "lot", title: "desk.lot", icon: Store, permission: "set_lot" },
  { name: "messages", title: "desk.messages", icon: MessagesSquare, permission: "see_bookings" },
  { name: "programs", title: "desk.programs", icon: Cpu, permission: "manage_programs" },
  { name: "staff", title: "desk.staff", icon: UsersRound, permission: "manage_staff" },
  { name: "audit", title: "desk.audit", icon: ScrollText, permission: "see_audit" },
];

export function sectionsFor(lot: WorkLot): readonly Section[] {
  return SECTIONS.filter((section) => lot.permissions.includes(section.permission));
}

/** The same section at another lot, or the first one that the role there includes. */
export function sameSectionAt(lot: WorkLot, name: SectionName): string {
  const there = sectionsFor(lot);
  const section = there.find((one) => one.name === name) ?? there[0];
  return routes.admin(lot.slug, section?.name);
}
