import type { ProgramKind, Scope } from "../../../api/admin/programs";

/** What can be chosen for a program of each kind; a plate reader does one thing. */
export const SCOPES_OF: Record<ProgramKind, readonly Scope[]> = {
  device: ["observations:write"],
  partner: ["floors:read", "bookings:read", "reports:read"],
  app: ["profile:read", "bookings:read", "bookings:write"],
};
