import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Button } from "../../../../ui/Button";
import { Field } from "../../../../ui/Field";
import { SelectField } from "../../../../ui/SelectField";
import { Switch } from "../../../../ui/Switch";
import * as commands from "../plan/commands";
import type { NewPiece } from "../plan/commands";
import { snapTo } from "../plan/geometry";
import { freeLabel, isLabel, nextName } from "../plan/labels";
import { HEADINGS } from "../plan/order";
import type { Heading } from "../plan/order";
import { isMark, MARK_KINDS, MOST, SIZES, SPOT_TYPES, spotsOf } from "../plan/pieces";
import type { Corner } from "../plan/pieces";
import { rowOf, spotAround } from "../plan/rows";
import { nextLabel, stepOf } from "../plan/tools";
import { useBench } from "./bench";
import { NumberField } from "../../NumberFields";

const LINE_CM = 1000;

/** How what is drawn next will be; and it can be placed without a hand on the map. */
export function ToolOptions() {
  const { t } = useStaffI18n();
  const { tool } = useBench().tools;
  return (
    <div className="grid grid-cols-1 gap-3">
      {tool === "select" ? null : <p className="text-m text-ink-2">{t(`desk.floors.how.${tool}`)}</p>}
      {tool === "spot" || tool === "row" ? <ShapeFields /> : null}
      {tool === "row" ? <RowFields /> : null}
      {tool === "label" ? <StartLabel /> : null}
      {tool === "lane" ? <LaneFields /> : null}
      {tool === "wall" ? <WallFields /> : null}
      {tool === "mark" ? <MarkFields /> : null}
      {tool === "spot" || tool === "lane" || tool === "wall" || tool === "mark" ? <PlaceHere /> : null}
    </div>
  );
}

function ShapeFields() {
  const { t } = useStaffI18n();
  const { tools, setTools } = useBench();
  const { shape } = tools;
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t("desk.floors.type")}
          value={shape.type}
          testId="new-type"
          options={SPOT_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
          onChange={(type) => setTools({ shape: { ...shape, type } })}
        />
        <StartLabel />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          live
          metres
          label={t("desk.floors.width")}
          value={shape.width}
          {...SIZES.spot}
          onChange={(width) => setTools({ shape: { ...shape, width } })}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.length")}
          value={shape.height}
          {...SIZES.spot}
          onChange={(height) => setTools({ shape: { ...shape, height } })}
        />
      </div>
    </>
  );
}

/** The label that comes next; empty for the next row's. */
function StartLabel() {
  const { t } = useStaffI18n();
  const { tools, setTools, sheet } = useBench();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      label={t("desk.floors.startLabel")}
      autoComplete="off"
      maxLength={MOST.label}
      data-testid="start-label"
      value={typed ?? nextLabel(tools, sheet)}
      error={typed !== null && typed !== "" && !isLabel(typed) ? t("desk.floors.labelRule") : null}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        if (text === "") setTools({ label: null });
        else if (isLabel(text)) setTools({ label: text });
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function RowFields() {
  const { t } = useStaffI18n();
  const { tools, setTools, sheet, act, middle } = useBench();
  const { shape } = tools;
  const [count, setCount] = useState(10);
  const [heading, setHeading] = useState<Heading>("right");
  const draw = () => {
    const step = stepOf(tools);
    const at = middle();
    const from = { x: Math.max(0, snapTo(at.x, step)), y: Math.max(0, snapTo(at.y, step)) };
    const row = rowOf(from, { heading, side: 1, count }, shape, nextLabel(tools, sheet));
    act(commands.place("row", row), "row");
    setTools({ label: null });
  };
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          live
          metres
          label={t("desk.floors.gap")}
          value={shape.gap}
          least={0}
          most={1000}
          onChange={(gap) => setTools({ shape: { ...shape, gap } })}
        />
        <NumberField
          live
          label={t("desk.floors.lean")}
          value={shape.lean}
          least={-60}
          most={60}
          onChange={(lean) => setTools({ shape: { ...shape, lean } })}
        />
        <NumberField
          live
          label={t("desk.floors.howMany")}
          value={count}
          least={1}
          most={500}
          testId="row-count"
          onChange={setCount}
        />
        <HeadingChoice heading={heading} onChange={setHeading} />
      </div>
      <Button tone="quiet" data-testid="draw-row" onClick={draw}>
        {t("desk.floors.drawRow")}
      </Button>
    </>
  );
}

export function HeadingChoice({
  heading,
  onChange,
}: {
  heading: Heading;
  onChange: (heading: Heading) => void;
}) {
  const { t } = useStaffI18n();
  return (
    <SelectField
      label={t("desk.floors.heading")}
      value={heading}
      testId="heading"
      options={HEADINGS.map((value) => ({ value, label: t(`desk.floors.heading.${value}`) }))}
      onChange={onChange}
    />
  );
}

function LaneFields() {
  const { t } = useStaffI18n();
  const { tools, setTools } = useBench();
  const { lane } = tools;
  return (
    <div className="grid grid-cols-2 items-end gap-3">
      <NumberField
        live
        metres
        label={t("desk.floors.laneWidth")}
        value={lane.width}
        {...SIZES.lane}
        onChange={(width) => setTools({ lane: { ...lane, width } })}
      />
      <div className="flex min-h-12 items-center justify-between gap-2 text-m">
        <span id="new-one-way">{t("desk.floors.oneWay")}</span>
        <Switch
          labelledBy="new-one-way"
          on={lane.oneWay}
          onChange={(oneWay) => setTools({ lane: { ...lane, oneWay } })}
        />
      </div>
    </div>
  );
}

function WallFields() {
  const { t } = useStaffI18n();
  const { tools, setTools } = useBench();
  return (
    <NumberField
      live
      metres
      label={t("desk.floors.thickness")}
      value={tools.wall.thickness}
      {...SIZES.wall}
      onChange={(thickness) => setTools({ wall: { thickness } })}
    />
  );
}

function MarkFields() {
  const { t } = useStaffI18n();
  const { tools, setTools } = useBench();
  return (
    <SelectField
      label={t("desk.floors.markKind")}
      value={tools.mark}
      testId="mark-kind"
      options={MARK_KINDS.map((kind) => ({ value: kind, label: t(`desk.floors.mark.${kind}`) }))}
      onChange={(mark) => setTools({ mark })}
    />
  );
}

/** For who does not point at the map: in the middle of what is seen, to be moved by arrows and numbers. */
function PlaceHere() {
  const { t } = useStaffI18n();
  const { tools, sheet, act, middle } = useBench();
  const make = (): NewPiece => {
    const step = stepOf(tools);
    const seen = middle();
    const at = { x: Math.max(0, snapTo(seen.x, step)), y: Math.max(0, snapTo(seen.y, step)) };
    const points: Corner[] = [
      [at.x, at.y],
      [at.x + LINE_CM, at.y],
    ];
    const marks = sheet.pieces.filter(isMark);
    switch (tools.tool) {
      case "lane":
        return { kind: "lane", points, ...tools.lane };
      case "wall":
        return { kind: "wall", points, ...tools.wall };
      case "mark": {
        const id = commands.freeMarkId(tools.mark, new Set(marks.map((mark) => mark.id)));
        const names = new Set(marks.map(({ label }) => label));
        const label = nextName(t(`desk.floors.mark.${tools.mark}`), names);
        return { kind: "mark", id, mark: tools.mark, label, ...at };
      }
      default: {
        const labels = new Set(spotsOf(sheet).map(({ label }) => label));
        return spotAround(at, tools.shape, freeLabel(nextLabel(tools, sheet), labels));
      }
    }
  };
  return (
    <Button
      tone="quiet"
      data-testid="place-here"
      onClick={() => act(commands.place("place", [make()]), "place")}
    >
      {t("desk.floors.placeHere")}
    </Button>
  );
}
