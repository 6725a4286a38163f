import { useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from "react";
import { fetchDraft, saveDraft } from "../../../../api/admin/floors";
import type { FloorDraft } from "../../../../api/admin/floors";
import type { WorkLot } from "../../../../api/admin/types";
import { useStaffI18n } from "../../../../i18n/admin/words";
import * as commands from "../plan/commands";
import type { Command, Editing, What } from "../plan/commands";
import { floorMaker } from "../plan/floorOf";
import { piecesOf } from "../plan/pieces";
import { FIRST_TOOLS } from "../plan/tools";
import type { Tools } from "../plan/tools";
import { sheetOf } from "../plan/wire";
import { BenchContext } from "./bench";
import type { Bench } from "./bench";
import { Canvas } from "./Canvas";
import type { Eye } from "./Canvas";
import { Head } from "./Head";
import { Inspector } from "./Inspector";
import { Keeper } from "./keeper";
import { Toolbar } from "./Toolbar";

interface Props {
  lot: WorkLot;
  code: string;
  draft: FloorDraft;
}

/** The editor of one floor: the drawing under the hands, and beside it what is selected. */
export function Workbench({ lot, code, draft }: Props) {
  const { t } = useStaffI18n();
  const [first] = useState(() => sheetOf(draft));
  const [editing, dispatch] = useReducer(
    (state: Editing, command: Command) => command(state),
    first,
    commands.open,
  );
  const [tools, setAllTools] = useState<Tools>(FIRST_TOOLS);
  const [said, setSaid] = useState("");
  const eye = useRef<Eye>(null);
  const keeper = useKeeper(lot.slug, code, draft, first);
  const kept = useSyncExternalStore(keeper.subscribe, keeper.state);
  const sheet = commands.sheetIn(editing);
  const [make] = useState(floorMaker);
  const floor = useMemo(() => make(sheet), [make, sheet]);
  const selected = useMemo(() => piecesOf(sheet, editing.selection), [sheet, editing.selection]);

  useEffect(() => keeper.note(sheet), [keeper, sheet]);

  const bench = useMemo(
    (): Bench => ({
      lot,
      code,
      editing,
      sheet,
      floor,
      selected,
      tools,
      setTools: (change) => setAllTools((before) => ({ ...before, ...change })),
      act: (command: Command, what?: What) => {
        dispatch(command);
        if (what) setSaid(t(`desk.floors.did.${what}`));
      },
      keeper,
      kept,
      lookAt: (place) => eye.current?.lookAt(place),
      middle: () => eye.current?.middle() ?? { x: sheet.width / 2, y: sheet.height / 2 },
    }),
    [lot, code, editing, sheet, floor, selected, tools, keeper, kept, t],
  );

  return (
    <BenchContext value={bench}>
      <div className="flex flex-col gap-3.5 xl:h-[calc(100dvh-2.25rem)] xl:min-h-[40rem]">
        <Head />
        <div className="flex flex-col gap-3.5 xl:grid xl:min-h-0 xl:flex-1 xl:grid-cols-[minmax(0,1fr)_22.25rem]">
          <section
            aria-label={t("desk.floors.drawing")}
            className="glass flex min-w-0 flex-col gap-3 rounded-card p-3 xl:min-h-0"
          >
            <Toolbar />
            <div className="h-[clamp(18rem,52dvh,34rem)] xl:h-auto xl:min-h-0 xl:flex-1">
              <Canvas eye={eye} />
            </div>
          </section>
          <Inspector />
        </div>
        <p className="sr-only" aria-live="polite" data-testid="said">
          {said}
        </p>
      </div>
    </BenchContext>
  );
}

/** Keeps the draft while the editor stands; what is not saved yet is saved when it goes. */
function useKeeper(slug: string, code: string, draft: FloorDraft, first: Bench["sheet"]): Keeper {
  const [keeper] = useState(
    () =>
      new Keeper(
        { save: (body) => saveDraft(slug, code, body), fetch: () => fetchDraft(slug, code) },
        draft,
        first,
      ),
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!keeper.isClean) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      void keeper.flush().finally(() => keeper.stop());
    };
  }, [keeper]);
  return keeper;
}
