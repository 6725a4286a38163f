import type { AuditEntry } from "../../../api/admin/types";
import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";

const ACTORS = {
  owner: "desk.role.owner",
  operator: "desk.role.operator",
  attendant: "desk.role.attendant",
  driver: "desk.actor.driver",
  guest: "desk.actor.guest",
  program: "desk.actor.program",
  gateway: "desk.actor.gateway",
  clock: "desk.actor.clock",
  command_line: "desk.actor.commandLine",
} as const satisfies Record<string, PlainStaffKey>;

/** Who did it: "Farid Ismail, Owner", "Payment gateway". */
export function actorOf({ actor, who }: Pick<AuditEntry, "actor" | "who">, t: StaffTranslate): string {
  const role = Object.hasOwn(ACTORS, actor) ? t(ACTORS[actor as keyof typeof ACTORS]) : actor;
  return who ? t("desk.audit.nameAs", { name: who, role }) : role;
}
