import type { DictionaryOf } from "../../../types";
import type { arrivals as en } from "../en/arrivals";

export const arrivals: DictionaryOf<typeof en> = {
  "desk.arrivals.title": "nanti",
};
