import { useState } from "react";
import { fetchDraft } from "../../../../api/admin/floors";
import * as commands from "../plan/commands";
import { sheetOf } from "../plan/wire";
import { useBench } from "./bench";

/** Shows what the server has. Afresh without a way back, or as a step that can be undone. */
export function useReload() {
  const { lot, code, editing, act, keeper } = useBench();
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });

  async function reload(how: "afresh" | "step"): Promise<boolean> {
    setState({ busy: true, error: null });
    try {
      const draft = await fetchDraft(lot.slug, code);
      const sheet = sheetOf(draft, editing.nextKey);
      keeper.adopt(draft, sheet);
      act(how === "afresh" ? () => commands.open(sheet) : commands.replaceAll(() => sheet));
      setState({ busy: false, error: null });
      return true;
    } catch (error) {
      setState({ busy: false, error });
      return false;
    }
  }
  return { ...state, reload };
}
