import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Copy,
  RotateCcw,
  RotateCw,
  Trash2,
  X,
} from "lucide-react";
import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Button, RoundButton } from "../../../../ui/Button";
import * as commands from "../plan/commands";
import type { Heading } from "../plan/order";
import { isSpot } from "../plan/pieces";
import { stepOf } from "../plan/tools";
import { useBench } from "./bench";
import { NumberField } from "../../NumberFields";
import { HeadingChoice } from "./ToolOptions";

/** A round button within a card. */
export const PLAIN = "!border-line !bg-glass-strong !shadow-none";

const STEPS = [
  { name: "left", icon: ArrowLeft, x: -1, y: 0 },
  { name: "up", icon: ArrowUp, x: 0, y: -1 },
  { name: "down", icon: ArrowDown, x: 0, y: 1 },
  { name: "right", icon: ArrowRight, x: 1, y: 0 },
] as const;

/** What can be done with whatever is selected, by buttons: step by step, turned, copied, multiplied, removed. */
export function Moves() {
  const { t } = useStaffI18n();
  const { act, tools, selected } = useBench();
  const isOutline = selected.every(({ kind }) => kind === "outline");
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {STEPS.map(({ name, icon: Icon, x, y }) => (
          <RoundButton
            key={name}
            label={t(`desk.floors.move.${name}`)}
            className={PLAIN}
            data-testid={`move-${name}`}
            onClick={() => act(commands.moveBy(x * tools.grid, y * tools.grid, "nudge"), "move")}
          >
            <Icon size={18} aria-hidden />
          </RoundButton>
        ))}
        <RoundButton
          label={t("desk.floors.turnLeft")}
          className={PLAIN}
          onClick={() => act(commands.turnBy(-90), "turn")}
        >
          <RotateCcw size={18} aria-hidden />
        </RoundButton>
        <RoundButton
          label={t("desk.floors.turnRight")}
          className={PLAIN}
          data-testid="turn-right"
          onClick={() => act(commands.turnBy(90), "turn")}
        >
          <RotateCw size={18} aria-hidden />
        </RoundButton>
        {isOutline ? null : (
          <>
            <RoundButton
              label={t("desk.floors.duplicate")}
              className={PLAIN}
              data-testid="duplicate"
              onClick={() => act(commands.duplicate(stepOf(tools)), "paste")}
            >
              <Copy size={18} aria-hidden />
            </RoundButton>
            <RoundButton
              label={t("desk.floors.remove")}
              className={PLAIN}
              data-testid="remove"
              onClick={() => act(commands.remove, "remove")}
            >
              <Trash2 size={18} aria-hidden />
            </RoundButton>
          </>
        )}
        <RoundButton
          label={t("desk.floors.deselect")}
          className={PLAIN}
          onClick={() => act(commands.select([]))}
        >
          <X size={18} aria-hidden />
        </RoundButton>
      </div>
      {selected.some(isSpot) ? <Multiply /> : null}
    </>
  );
}

/** One spot made many, side by side, with labels that go on. */
function Multiply() {
  const { t } = useStaffI18n();
  const { act, tools } = useBench();
  const [count, setCount] = useState(1);
  const [gap, setGap] = useState(tools.shape.gap);
  const [heading, setHeading] = useState<Heading>("right");
  return (
    <details className="rounded-box border border-line px-3.5">
      <summary className="min-h-11 cursor-pointer content-center font-semibold">
        {t("desk.floors.multiply")}
      </summary>
      <div className="grid grid-cols-2 gap-3 pb-3.5">
        <NumberField
          live
          label={t("desk.floors.copies")}
          value={count}
          least={1}
          most={200}
          testId="copies"
          onChange={setCount}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.gap")}
          value={gap}
          least={0}
          most={5000}
          onChange={setGap}
        />
        <HeadingChoice heading={heading} onChange={setHeading} />
        <Button
          tone="quiet"
          className="self-end"
          data-testid="multiply"
          onClick={() => act(commands.multiply(count, heading, gap), "multiply")}
        >
          {t("desk.floors.multiplyNow")}
        </Button>
      </div>
    </details>
  );
}
