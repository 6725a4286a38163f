import { arrivals } from "./en/arrivals";
import { bookings } from "./en/bookings";
import { closures } from "./en/closures";
import { floors } from "./en/floors";
import { lot } from "./en/lot";
import { messages } from "./en/messages";
import { money } from "./en/money";
import { people } from "./en/people";
import { prices } from "./en/prices";
import { programs } from "./en/programs";
import { reports } from "./en/reports";
import { shell } from "./en/shell";
import { start } from "./en/start";

/** The dashboard in English, a file for each section. Its words come with it: drivers never load them. */
export const en = {
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
} as const;
