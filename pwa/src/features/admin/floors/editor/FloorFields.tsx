import { useStaffI18n } from "../../../../i18n/admin/words";
import { Chip } from "../../../../ui/Chip";
import { Field } from "../../../../ui/Field";
import { SpotSign } from "../../../../ui/SpotSign";
import { LEVELS } from "../list/newFloor";
import * as commands from "../plan/commands";
import { SIZES, SPOT_TYPES, spotsOf } from "../plan/pieces";
import { useBench } from "./bench";
import { NumberField } from "../../NumberFields";

/** The floor itself, while nothing of it is selected. */
export function FloorFields() {
  const { t, format } = useStaffI18n();
  const { sheet, act } = useBench();
  const spots = spotsOf(sheet);
  const outline = sheet.pieces.find(({ kind }) => kind === "outline");
  return (
    <>
      <h3 className="font-semibold">{t("desk.floors.theFloor")}</h3>
      <div className="grid grid-cols-2 gap-3">
        <FloorName key={sheet.name} name={sheet.name} />
        <NumberField
          live
          label={t("desk.floors.level")}
          value={sheet.level}
          {...LEVELS}
          testId="floor-level"
          onChange={(level) => act(commands.editSheet({ level }, "level"))}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.paperWidth")}
          value={sheet.width}
          {...SIZES.sheet}
          onChange={(width) => act(commands.resizeSheet({ width }, "width"))}
        />
        <NumberField
          live
          metres
          label={t("desk.floors.paperHeight")}
          value={sheet.height}
          {...SIZES.sheet}
          onChange={(height) => act(commands.resizeSheet({ height }, "height"))}
        />
      </div>
      <p className="-mt-1.5 text-s text-ink-2">{t("desk.floors.wallFollows")}</p>
      <div>
        <p className="mb-1.5 text-s font-medium text-ink-2">{t("desk.floors.selectAll")}</p>
        <div
          className="flex flex-wrap gap-2 [&>button]:max-w-full [&>button]:shrink [&>button]:flex-wrap [&>button]:whitespace-normal"
          data-testid="select-all"
        >
          <Chip pressed={false} onClick={() => act(commands.selectSpots(null))}>
            {t("desk.floors.allSpots")} <span className="num">{format.number(spots.length)}</span>
          </Chip>
          {SPOT_TYPES.map((type) => {
            const count = spots.filter((spot) => spot.type === type).length;
            return count === 0 ? null : (
              <Chip
                key={type}
                pressed={false}
                icon={<SpotSign type={type} size={13} />}
                onClick={() => act(commands.selectSpots(type))}
              >
                {t(`type.${type}`)} <span className="num">{format.number(count)}</span>
              </Chip>
            );
          })}
          {outline ? (
            <Chip pressed={false} onClick={() => act(commands.select([outline.key]))}>
              {t("desk.floors.kind.outline")}
            </Chip>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** A name that is empty for a moment is not kept. */
function FloorName({ name }: { name: string }) {
  const { t } = useStaffI18n();
  const { act } = useBench();
  return (
    <Field
      label={t("desk.floors.name")}
      autoComplete="off"
      maxLength={60}
      data-testid="floor-name"
      defaultValue={name}
      onBlur={(event) => {
        const typed = event.target.value.trim();
        if (typed === "") event.target.value = name;
        else act(commands.editSheet({ name: typed }), "edit");
      }}
    />
  );
}
