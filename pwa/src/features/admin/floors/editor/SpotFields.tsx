import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Field } from "../../../../ui/Field";
import { SelectField } from "../../../../ui/SelectField";
import * as commands from "../plan/commands";
import { normalAngle } from "../plan/geometry";
import { isLabel } from "../plan/labels";
import { MOST, SIZES, SPOT_TYPES } from "../plan/pieces";
import type { SpotPiece } from "../plan/pieces";
import { useBench } from "./bench";
import { NumberField } from "../../NumberFields";

/** One spot: who it is, and where it lies. */
export function SpotFields({ spot }: { spot: SpotPiece }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  const [typed, setTyped] = useState<string | null>(null);
  const place = { least: 0, most: MOST.coordinate };
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t("desk.floors.label")}
          autoComplete="off"
          maxLength={MOST.label}
          data-testid="spot-label"
          value={typed ?? spot.label}
          error={typed !== null && !isLabel(typed) ? t("desk.floors.labelRule") : null}
          onChange={(event) => {
            const label = event.target.value;
            setTyped(label);
            if (isLabel(label)) act(commands.editSpots("label", { label }, `label ${spot.key}`));
          }}
          onBlur={() => setTyped(null)}
        />
        <SelectField
          label={t("desk.floors.type")}
          value={spot.type}
          testId="spot-type"
          options={SPOT_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
          onChange={(type) => act(commands.editSpots("type", { type }), "type")}
        />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          live
          metres
          label={t("desk.floors.x")}
          value={spot.x}
          {...place}
          testId="spot-x"
          onChange={(x) => act(commands.editSpots("move", { x }, `x ${spot.key}`))}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.y")}
          value={spot.y}
          {...place}
          testId="spot-y"
          onChange={(y) => act(commands.editSpots("move", { y }, `y ${spot.key}`))}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.width")}
          value={spot.width}
          {...SIZES.spot}
          testId="spot-width"
          onChange={(width) => act(commands.editSpots("resize", { width }, `width ${spot.key}`))}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.length")}
          value={spot.height}
          {...SIZES.spot}
          testId="spot-height"
          onChange={(height) => act(commands.editSpots("resize", { height }, `height ${spot.key}`))}
        />
        <NumberField
          live
          label={t("desk.floors.rotation")}
          value={spot.rotation}
          least={-359}
          most={359}
          testId="spot-rotation"
          onChange={(degrees) =>
            act(commands.editSpots("turn", { rotation: normalAngle(degrees) }, `rotation ${spot.key}`))
          }
        />
      </div>
    </>
  );
}
