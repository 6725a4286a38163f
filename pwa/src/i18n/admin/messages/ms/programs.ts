import type { DictionaryOf } from "../../../types";
import type { programs as en } from "../en/programs";

export const programs: DictionaryOf<typeof en> = {
  "desk.programs.title": "nanti",
};
