import type { DictionaryOf } from "../../../types";
import type { people as en } from "../en/people";

export const people: DictionaryOf<typeof en> = {
  "desk.people.title": "nanti",
};
