import type { DictionaryOf } from "../../../types";
import type { money as en } from "../en/money";

export const money: DictionaryOf<typeof en> = {
  "desk.money.title": "nanti",
};
