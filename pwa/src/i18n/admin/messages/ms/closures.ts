import type { DictionaryOf } from "../../../types";
import type { closures as en } from "../en/closures";

export const closures: DictionaryOf<typeof en> = {
  "desk.closures.title": "nanti",
};
