import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Field } from "../../../../ui/Field";
import { SelectField } from "../../../../ui/SelectField";
import * as commands from "../plan/commands";
import { MARK_KINDS, MOST } from "../plan/pieces";
import type { MarkPiece } from "../plan/pieces";
import { useBench } from "./bench";
import { NumberField } from "../../NumberFields";

/** A lift, an entrance and the like. */
export function MarkFields({ mark }: { mark: MarkPiece }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  const [typed, setTyped] = useState<string | null>(null);
  const place = { least: 0, most: MOST.coordinate };
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field
        label={t("desk.floors.markName")}
        autoComplete="off"
        maxLength={MOST.markLabel}
        data-testid="mark-name"
        value={typed ?? mark.label}
        onChange={(event) => {
          const label = event.target.value;
          setTyped(label);
          if (label.trim() !== "")
            act(commands.editPiece("edit", mark, { label: label.trim() }, `name ${mark.key}`));
        }}
        onBlur={() => setTyped(null)}
      />
      <SelectField
        label={t("desk.floors.markKind")}
        value={mark.mark}
        options={MARK_KINDS.map((kind) => ({ value: kind, label: t(`desk.floors.mark.${kind}`) }))}
        onChange={(kind) => act(commands.editPiece("type", mark, { mark: kind }), "type")}
      />
      <NumberField
        live
        metres
        label={t("desk.floors.x")}
        value={mark.x}
        {...place}
        onChange={(x) => act(commands.editPiece("move", mark, { x }, `x ${mark.key}`))}
      />
      <NumberField
        live
        metres
        label={t("desk.floors.y")}
        value={mark.y}
        {...place}
        onChange={(y) => act(commands.editPiece("move", mark, { y }, `y ${mark.key}`))}
      />
    </div>
  );
}
