import type { DictionaryOf } from "../../../types";
import type { reports as en } from "../en/reports";

export const reports: DictionaryOf<typeof en> = {
  "desk.reports.title": "nanti",
};
