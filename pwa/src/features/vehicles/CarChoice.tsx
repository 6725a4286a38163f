import clsx from "clsx";
import { useState } from "react";
import type { Vehicle } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { readablePlate } from "../../lib/plate";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Plate } from "../../ui/Plate";
import { vehicleName } from "./vehicleName";

interface Props {
  /** The driver's saved vehicles; undefined for a guest or while they are fetched. */
  vehicles: readonly Vehicle[] | undefined;
  vehicle: Vehicle | undefined;
  plate: string;
  error: string | null | undefined;
  onChange: (change: { plate?: string; vehicleId?: number | null }) => void;
}

/** Which car comes: a saved one, or a plate typed for this booking. */
export function CarChoice({ vehicles, vehicle, plate, error, onChange }: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);

  if (!vehicles || vehicles.length === 0) {
    return (
      <PlateField
        className="flex-[1_1_100%]"
        plate={plate}
        error={error}
        onChange={(next) => onChange({ plate: next })}
      />
    );
  }
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        data-testid="change-car"
        className="flex min-h-13 w-full items-center gap-3 rounded-box border border-line bg-accent-soft px-3 py-2 text-left"
      >
        <Plate number={vehicle?.plateNumber ?? plate} />
        <span className="min-w-0 flex-1 truncate font-medium">
          {vehicle ? vehicleName(vehicle) : t("car.once")}
        </span>
        <span className="text-m font-semibold text-accent">{t("action.change")}</span>
      </button>
      {open ? (
        <CarDialog
          vehicles={vehicles}
          vehicle={vehicle}
          plate={plate}
          onClose={() => setOpen(false)}
          onChange={(change) => {
            onChange(change);
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}

function CarDialog({
  vehicles,
  vehicle,
  plate,
  onChange,
  onClose,
}: Omit<Props, "error" | "vehicles"> & { vehicles: readonly Vehicle[]; onClose: () => void }) {
  const { t } = useI18n();
  const [typed, setTyped] = useState(plate);
  return (
    <Dialog title={t("car.which")} onClose={onClose}>
      <ul className="grid gap-2">
        {vehicles.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={one.id === vehicle?.id}
              onClick={() => onChange({ vehicleId: one.id, plate: "" })}
              className={clsx(
                "flex min-h-14 w-full items-center gap-3 rounded-box border px-3 py-2 text-left",
                one.id === vehicle?.id ? "border-accent bg-accent-soft" : "border-line hover:bg-accent-soft",
              )}
            >
              <Plate number={one.plateNumber} />
              <span className="flex-1 font-medium">{vehicleName(one)}</span>
              {one.isDefault ? <span className="text-s text-ink-2">{t("car.default")}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="mt-5 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) onChange({ plate: readablePlate(typed), vehicleId: null });
        }}
      >
        <PlateField
          className="flex-1"
          label={t("car.other")}
          plate={typed}
          error={null}
          onChange={setTyped}
        />
        <Button tone="quiet" type="submit" disabled={typed.trim() === ""}>
          {t("car.use")}
        </Button>
      </form>
    </Dialog>
  );
}

export function PlateField(props: {
  label?: string;
  plate: string;
  error: string | null | undefined;
  onChange: (plate: string) => void;
  className?: string;
}) {
  const { t } = useI18n();
  return (
    <Field
      {...(props.className ? { className: props.className } : {})}
      label={props.label ?? t("plate.label")}
      name="plate"
      autoCapitalize="characters"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      maxLength={16}
      placeholder={t("plate.example")}
      value={props.plate}
      error={props.error}
      onChange={(event) => props.onChange(event.target.value.toUpperCase())}
      onBlur={() => props.onChange(readablePlate(props.plate))}
    />
  );
}
