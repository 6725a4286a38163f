import type { DictionaryOf } from "../../../types";
import type { prices as en } from "../en/prices";

export const prices: DictionaryOf<typeof en> = {
  "desk.prices.title": "nanti",
};
