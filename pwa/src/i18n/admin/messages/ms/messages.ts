import type { DictionaryOf } from "../../../types";
import type { messages as en } from "../en/messages";

export const messages: DictionaryOf<typeof en> = {
  "desk.messages.title": "nanti",
};
