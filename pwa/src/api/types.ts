/** Names for the shapes of the server's answers and requests, taken from the generated document. */
import type { components, paths } from "./schema";

type Content<R> = R extends { content: { "application/json": infer Body } } ? Body : never;
type Answer<Operation, Status extends number> = Operation extends { responses: infer R }
  ? Status extends keyof R
    ? Content<R[Status]>
    : never
  : never;
type Request<Operation> = Operation extends { requestBody?: infer Sent } ? Content<NonNullable<Sent>> : never;

/** Pairs of numbers as the client hands them out: as lists. */
export type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [Key in keyof T]: Plain<T[Key]> }
    : T;

export type AppInfo = Answer<paths["/api/app"]["get"], 200>;
export type TownMap = NonNullable<AppInfo["map"]>;
export type LotSummary = Answer<paths["/api/lots"]["get"], 200>["lots"][number];
export type Lot = Answer<paths["/api/lots/{slug}"]["get"], 200>;
export type AreaSummary = Lot["areas"][number];
export type AreaMap = Plain<Answer<paths["/api/areas/{area_id}/map"]["get"], 200>>;
export type MapSpace = AreaMap["spaces"][number];
export type Landmark = AreaMap["drawing"]["landmarks"][number];
export type AreaAvailability = Answer<paths["/api/areas/{area_id}/availability"]["get"], 200>;
export type TakenSpace = AreaAvailability["taken"][number];
export type AreaId = AreaMap["areaId"];
export type SpaceId = MapSpace["id"];
export type SpaceType = MapSpace["type"];
/** What a spot is to the driver who looks: "mine" is the one chosen or booked. */
export type SpaceState = "free" | TakenSpace["state"];
/** What a spot is to those who run the car park: what is promised of it, and what stands there. */
export type SpotNow = components["schemas"]["SpotNow"];

export type QuoteRequest = Request<paths["/api/quotes"]["post"]>;
export type Quote = Answer<paths["/api/quotes"]["post"], 200>;
export type BookingRequest = Request<paths["/api/bookings"]["post"]>;
export type CreatedBooking = Answer<paths["/api/bookings"]["post"], 201>;
export type Booking = Answer<paths["/api/bookings/{reference}"]["get"], 200>;
/** More time at the end of a booking. */
export type Extension = Booking["extensions"][number];
export type ExtensionQuote = Answer<paths["/api/bookings/{reference}/extensions/quote"]["post"], 200>;
/** A free spot that is offered instead of another. */
export type NearestSpace = ExtensionQuote["nearest"][number];
export type BlockedSpot = Answer<paths["/api/bookings/{reference}/blocked"]["get"], 200>;
export type Totals = Answer<paths["/api/bookings/totals"]["get"], 200>;

export type Me = Answer<paths["/api/me"]["get"], 200>;
export type MeChange = Request<paths["/api/me"]["patch"]>;
export type SignInRequest = Request<paths["/api/sign-in"]["post"]>;
export type SignUpRequest = Request<paths["/api/sign-up"]["post"]>;
export type MessagePreference = Answer<paths["/api/me/messages"]["get"], 200>["preferences"][number];
export type Telegram = Answer<paths["/api/telegram"]["get"], 200>;
export type TelegramCode = Answer<paths["/api/telegram/code"]["post"], 201>;
export type Vehicle = Answer<paths["/api/vehicles"]["get"], 200>["vehicles"][number];
export type VehicleRequest = Request<paths["/api/vehicles"]["post"]>;
export type VehicleChange = Request<paths["/api/vehicles/{id}"]["patch"]>;
