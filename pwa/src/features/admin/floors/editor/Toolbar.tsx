import clsx from "clsx";
import {
  BrickWall,
  Columns3,
  MapPin,
  MousePointer2,
  Redo2,
  Route,
  SquareParking,
  Tags,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { SelectField } from "../../../../ui/SelectField";
import { Switch } from "../../../../ui/Switch";
import * as commands from "../plan/commands";
import { GRIDS, TOOLS } from "../plan/tools";
import type { Tool } from "../plan/tools";
import { useBench } from "./bench";

const ICONS: Record<Tool, typeof Route> = {
  select: MousePointer2,
  spot: SquareParking,
  row: Columns3,
  label: Tags,
  lane: Route,
  wall: BrickWall,
  mark: MapPin,
};

/** What the hand holds, and back and forth through what was done. */
export function Toolbar() {
  const { t } = useStaffI18n();
  const { editing, tools, setTools, act } = useBench();
  const { past, future } = editing.history;
  const last = past.at(-1);
  const next = future[0];
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <div
        role="group"
        aria-label={t("desk.floors.tools")}
        className="flex min-w-0 flex-[1_1_11rem] gap-1 overflow-x-auto rounded-box border border-line bg-glass-strong p-1 [scrollbar-width:none]"
      >
        {TOOLS.map((tool) => {
          const Icon = ICONS[tool];
          return (
            <Tool
              key={tool}
              label={t(`desk.floors.tool.${tool}`)}
              word={t(`desk.floors.toolWord.${tool}`)}
              pressed={tools.tool === tool}
              testId={`tool-${tool}`}
              onClick={() => setTools({ tool })}
            >
              <Icon size={19} aria-hidden />
            </Tool>
          );
        })}
      </div>
      <div className="flex shrink-0 gap-1 rounded-box border border-line bg-glass-strong p-1">
        <Tool
          label={
            last
              ? t("desk.floors.undoWhat", { what: t(`desk.floors.did.${last.what}`) })
              : t("desk.floors.undo")
          }
          word={t("desk.floors.undo")}
          disabled={!last}
          testId="undo"
          onClick={() => act(commands.undo)}
        >
          <Undo2 size={19} aria-hidden />
        </Tool>
        <Tool
          label={
            next
              ? t("desk.floors.redoWhat", { what: t(`desk.floors.did.${next.what}`) })
              : t("desk.floors.redo")
          }
          word={t("desk.floors.redo")}
          disabled={!next}
          testId="redo"
          onClick={() => act(commands.redo)}
        >
          <Redo2 size={19} aria-hidden />
        </Tool>
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  /** Under the picture, where there is room for it. */
  word: string;
  pressed?: boolean;
  disabled?: boolean;
  testId: string;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, word, pressed, disabled = false, testId, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      data-testid={testId}
      onClick={onClick}
      className={clsx(
        "grid size-11 shrink-0 content-center justify-items-center gap-0.5 rounded-[12px] transition-colors disabled:opacity-40 lg:h-13 lg:w-auto lg:min-w-14 lg:px-2",
        pressed ? "bg-accent text-accent-ink" : "text-ink hover:bg-accent-soft",
      )}
    >
      {children}
      <span className="hidden text-[0.75rem] leading-tight font-medium whitespace-nowrap lg:block">
        {word}
      </span>
    </button>
  );
}

/** The squares on the paper, and whether things keep to them. */
export function GridChoice() {
  const { t, format } = useStaffI18n();
  const { tools, setTools } = useBench();
  return (
    <div className="flex items-end gap-3">
      <SelectField
        className="flex-1"
        label={t("desk.floors.grid")}
        testId="grid"
        value={String(tools.grid)}
        options={GRIDS.map((grid) => ({
          value: String(grid),
          label: t("desk.floors.metres", { count: format.number(grid / 100) }),
        }))}
        onChange={(value) => setTools({ grid: Number(value) })}
      />
      <div className="flex min-h-12 items-center gap-1.5 text-m">
        <span id="snaps">{t("desk.floors.snaps")}</span>
        <Switch
          labelledBy="snaps"
          on={tools.snaps}
          onChange={(snaps) => setTools({ snaps })}
          testId="snaps"
        />
      </div>
    </div>
  );
}
