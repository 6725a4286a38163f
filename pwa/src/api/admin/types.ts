/** Names for what the server tells staff. */
import type { components, paths } from "../schema";

/** The body of a good answer. */
export type Good<Operation> = Operation extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

/** The body that is sent. */
export type Sent<Operation> = Operation extends { requestBody?: infer Content }
  ? NonNullable<Content> extends { content: { "application/json": infer Body } }
    ? Body
    : never
  : never;

export type Work = Good<paths["/api/admin/me"]["get"]>;
export type WorkLot = Work["lots"][number];
export type Permission = components["schemas"]["Permission"];
export type LotNow = Good<paths["/api/admin/lots/{slug}/now"]["get"]>;
export type FloorNow = LotNow["floors"][number];
export type Overview = Good<paths["/api/admin/lots/{slug}/overview"]["get"]>;
export type Today = Overview["today"];
export type LateStay = Overview["overstaying"][number];
export type SpotFacts = Good<paths["/api/admin/lots/{slug}/spots/{space_id}"]["get"]>;
export type SpotBooking = SpotFacts["bookings"][number];
export type SpotClosure = SpotFacts["closures"][number];
export type StaffMember = Good<paths["/api/admin/lots/{slug}/staff"]["get"]>["staff"][number];
export type Role = StaffMember["role"];
export interface RoleGift {
  email: string;
  role: Role;
  everywhere: boolean;
}
export type Stays = Good<paths["/api/admin/lots/{slug}/stays"]["get"]>;
export type GateRules = Stays["rules"];
export type Inside = Stays["inside"][number];
export type Arrival = Stays["expected"][number];
export type NoShow = Stays["noShows"][number];
export type LeftOwing = Stays["leftOwing"][number];
export type ExitFee = components["schemas"]["ExitFeeOut"];
export type MovementSent = components["schemas"]["MovementIn"];
/** What the server says of a movement that happened. */
export type MovementTold = components["schemas"]["MovementOut"];
export type Tender = components["schemas"]["Tender"];
export type Closure = Good<paths["/api/admin/lots/{slug}/closures"]["get"]>["closures"][number];
export type InTheWay = components["schemas"]["InTheWayOut"];
export type ClosedSpot = components["schemas"]["ClosedSpotOut"];
export type AuditEntry = Good<paths["/api/admin/lots/{slug}/audit"]["get"]>["entries"][number];
