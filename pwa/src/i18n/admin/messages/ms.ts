import type { StaffDictionary } from "../words";
import { arrivals } from "./ms/arrivals";
import { bookings } from "./ms/bookings";
import { closures } from "./ms/closures";
import { floors } from "./ms/floors";
import { lot } from "./ms/lot";
import { messages } from "./ms/messages";
import { money } from "./ms/money";
import { people } from "./ms/people";
import { prices } from "./ms/prices";
import { programs } from "./ms/programs";
import { reports } from "./ms/reports";
import { shell } from "./ms/shell";
import { start } from "./ms/start";

export const ms: StaffDictionary = {
  ...shell,
  ...arrivals,
  ...bookings,
  ...people,
  ...closures,
  ...money,
  ...reports,
  ...floors,
  ...prices,
  ...lot,
  ...start,
  ...messages,
  ...programs,
};
