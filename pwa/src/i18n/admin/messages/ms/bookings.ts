import type { DictionaryOf } from "../../../types";
import type { bookings as en } from "../en/bookings";

export const bookings: DictionaryOf<typeof en> = {
  "desk.bookings.title": "nanti",
};
