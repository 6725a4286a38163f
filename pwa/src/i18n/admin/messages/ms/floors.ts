import type { DictionaryOf } from "../../../types";
import type { floors as en } from "../en/floors";

export const floors: DictionaryOf<typeof en> = {
  "desk.floors.title": "nanti",
};
