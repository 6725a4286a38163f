import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Button } from "../../../../ui/Button";
import { Field } from "../../../../ui/Field";
import { SelectField } from "../../../../ui/SelectField";
import * as commands from "../plan/commands";
import { normalAngle } from "../plan/geometry";
import { isLabel, series } from "../plan/labels";
import { inOrder } from "../plan/order";
import type { Heading } from "../plan/order";
import { MOST, SIZES, SPOT_TYPES } from "../plan/pieces";
import type { SpotPiece } from "../plan/pieces";
import { useBench } from "./bench";
import { NumberField } from "../../NumberFields";
import { HeadingChoice } from "./ToolOptions";

/** Several spots: what they share, and their labels in one stroke. */
export function ManySpots({ spots }: { spots: readonly SpotPiece[] }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  const same = <Value,>(of: (spot: SpotPiece) => Value): Value | null => {
    const values = new Set(spots.map(of));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  const type = same((spot) => spot.type);
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t("desk.floors.type")}
          value={type ?? "several"}
          testId="spot-type"
          options={[
            ...(type ? [] : [{ value: "several" as const, label: t("desk.number.several") }]),
            ...SPOT_TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
          ]}
          onChange={(value) => {
            if (value !== "several") act(commands.editSpots("type", { type: value }), "type");
          }}
        />
        <NumberField
          live
          label={t("desk.floors.rotation")}
          value={same((spot) => spot.rotation)}
          least={-359}
          most={359}
          onChange={(degrees) =>
            act(commands.editSpots("turn", { rotation: normalAngle(degrees) }, "rotation of all"))
          }
        />
        <NumberField
          live
          metres
          label={t("desk.floors.width")}
          value={same((spot) => spot.width)}
          {...SIZES.spot}
          onChange={(width) => act(commands.editSpots("resize", { width }, "width of all"))}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.length")}
          value={same((spot) => spot.height)}
          {...SIZES.spot}
          onChange={(height) => act(commands.editSpots("resize", { height }, "height of all"))}
        />
      </div>
      <Relabel spots={spots} />
    </>
  );
}

function Relabel({ spots }: { spots: readonly SpotPiece[] }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  const [heading, setHeading] = useState<Heading>("right");
  const [first, setFirst] = useState(() => inOrder(spots, "right")[0]?.label ?? "A1");
  const last = series(first, spots.length).at(-1) ?? first;
  const fits = isLabel(first) && isLabel(last);
  return (
    <div className="grid grid-cols-1 gap-3 border-t border-line pt-3">
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t("desk.floors.startLabel")}
          autoComplete="off"
          maxLength={MOST.label}
          data-testid="first-label"
          value={first}
          error={fits ? null : t("desk.floors.labelRule")}
          onChange={(event) => setFirst(event.target.value)}
        />
        <HeadingChoice heading={heading} onChange={setHeading} />
      </div>
      <Button
        tone="quiet"
        disabled={!fits}
        data-testid="label-all"
        onClick={() => act(commands.labelFrom(first, heading), "label")}
      >
        {fits ? t("desk.floors.labelAll", { first, last }) : t("desk.floors.tool.label")}
      </Button>
    </div>
  );
}
