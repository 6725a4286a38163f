import { ArrowLeftRight, Plus, Trash2 } from "lucide-react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Button, RoundButton } from "../../../../ui/Button";
import { Switch } from "../../../../ui/Switch";
import * as commands from "../plan/commands";
import { MOST, SIZES } from "../plan/pieces";
import type { Corner, LinePiece } from "../plan/pieces";
import { useBench } from "./bench";
import { PLAIN } from "./Moves";
import { NumberField } from "../../NumberFields";

/** A lane, a wall or the outline: how wide, and through which points. */
export function LineFields({ line }: { line: LinePiece }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  return (
    <>
      {line.kind === "lane" ? (
        <>
          <div className="grid grid-cols-2 items-end gap-3">
            <NumberField
              live
              metres
              label={t("desk.floors.laneWidth")}
              value={line.width}
              {...SIZES.lane}
              onChange={(width) => act(commands.editPiece("resize", line, { width }, `width ${line.key}`))}
            />
            <div className="flex min-h-12 items-center justify-between gap-2 text-m">
              <span id="one-way">{t("desk.floors.oneWay")}</span>
              <Switch
                labelledBy="one-way"
                on={line.oneWay}
                onChange={(oneWay) => act(commands.editPiece("edit", line, { oneWay }), "edit")}
              />
            </div>
          </div>
          <Button
            tone="quiet"
            icon={<ArrowLeftRight size={17} aria-hidden />}
            onClick={() =>
              act(
                commands.editPoints(line, (points) => points.toReversed()),
                "edit",
              )
            }
          >
            {t("desk.floors.reverse")}
          </Button>
        </>
      ) : null}
      {line.kind === "wall" ? (
        <NumberField
          live
          metres
          label={t("desk.floors.thickness")}
          value={line.thickness}
          {...SIZES.wall}
          onChange={(thickness) =>
            act(commands.editPiece("resize", line, { thickness }, `width ${line.key}`))
          }
        />
      ) : null}
      <Points line={line} />
    </>
  );
}

function Points({ line }: { line: LinePiece }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  const least = line.kind === "outline" ? 3 : 2;
  const put = (index: number, point: Corner) =>
    act(
      commands.editPiece(
        "resize",
        line,
        { points: line.points.with(index, point) },
        `point ${line.key} ${index}`,
      ),
    );
  return (
    <div className="grid grid-cols-1 gap-2">
      <h4 className="text-s font-semibold text-ink-2">{t("desk.floors.points")}</h4>
      <ol className="grid grid-cols-1 gap-2">
        {line.points.map(([x, y], index) => (
          <li key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
            <NumberField
              live
              metres
              label={t("desk.floors.pointX", { number: index + 1 })}
              value={x}
              least={0}
              most={MOST.coordinate}
              onChange={(to) => put(index, [to, y])}
            />
            <NumberField
              live
              metres
              label={t("desk.floors.pointY", { number: index + 1 })}
              value={y}
              least={0}
              most={MOST.coordinate}
              onChange={(to) => put(index, [x, to])}
            />
            <RoundButton
              label={t("desk.floors.removePoint", { number: index + 1 })}
              disabled={line.points.length <= least}
              className={`${PLAIN} disabled:opacity-40`}
              onClick={() =>
                act(
                  commands.editPoints(line, (points) => points.toSpliced(index, 1)),
                  "resize",
                )
              }
            >
              <Trash2 size={17} aria-hidden />
            </RoundButton>
          </li>
        ))}
      </ol>
      <Button
        tone="quiet"
        icon={<Plus size={17} aria-hidden />}
        onClick={() => act(commands.editPoints(line, withOneMore), "resize")}
      >
        {t("desk.floors.addPoint")}
      </Button>
    </div>
  );
}

/** A new end, as far again as the last piece went. */
function withOneMore(points: readonly Corner[]): readonly Corner[] {
  const [ax, ay] = points.at(-2) ?? [0, 0];
  const [bx, by] = points.at(-1) ?? [0, 0];
  const on = (a: number, b: number) => Math.min(MOST.coordinate, Math.max(0, b + Math.round((b - a) / 2)));
  return [...points, [on(ax, bx), on(ay, by)]];
}
