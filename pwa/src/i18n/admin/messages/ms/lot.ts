import type { DictionaryOf } from "../../../types";
import type { lot as en } from "../en/lot";

export const lot: DictionaryOf<typeof en> = {
  "desk.lot.title": "nanti",
};
