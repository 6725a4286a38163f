import { useState } from "react";
import { isProblem } from "../../api/problem";
import type { Vehicle } from "../../api/types";
import { useAddVehicle, useDeleteVehicle, useEditVehicle } from "../../api/vehicles";
import { useI18n } from "../../i18n/context";
import { looksLikePlate, readablePlate } from "../../lib/plate";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { PlateField } from "./CarChoice";

/** Adds a vehicle, or changes or deletes one. */
export function VehicleDialog({ vehicle, onClose }: { vehicle: Vehicle | null; onClose: () => void }) {
  const { t } = useI18n();
  const add = useAddVehicle();
  const edit = useEditVehicle();
  const remove = useDeleteVehicle();
  const troubleText = useTroubleText();
  const [facts, setFacts] = useState({
    plateNumber: vehicle ? readablePlate(vehicle.plateNumber) : "",
    make: vehicle?.make ?? "",
    model: vehicle?.model ?? "",
    colour: vehicle?.colour ?? "",
    isDefault: vehicle?.isDefault ?? false,
  });
  const [wrongPlate, setWrongPlate] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const error = (deleting ? remove : vehicle ? edit : add).error;
  const problem = isProblem(error) ? error : null;
  const change = (part: Partial<typeof facts>) => setFacts((before) => ({ ...before, ...part }));

  function save() {
    if (!looksLikePlate(facts.plateNumber)) {
      setWrongPlate(true);
      return;
    }
    const body = {
      plateNumber: facts.plateNumber,
      make: facts.make.trim() || null,
      model: facts.model.trim() || null,
      colour: facts.colour.trim() || null,
      isDefault: facts.isDefault,
    };
    if (vehicle) edit.mutate({ id: vehicle.id, change: body }, { onSuccess: onClose });
    else add.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={t(vehicle ? "vehicles.editTitle" : "vehicles.addTitle")}
      onClose={onClose}
      testId="vehicle-dialog"
      footer={
        deleting && vehicle ? (
          <>
            <Button
              tone="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate(vehicle.id, { onSuccess: onClose })}
            >
              {t("vehicles.deleteConfirm", { plate: readablePlate(vehicle.plateNumber) })}
            </Button>
            <Button
              tone="plain"
              onClick={() => {
                remove.reset();
                setDeleting(false);
              }}
            >
              {t("vehicles.keep")}
            </Button>
          </>
        ) : (
          <>
            <Button busy={add.isPending || edit.isPending} onClick={save} data-testid="save-vehicle">
              {t("action.save")}
            </Button>
            {vehicle ? (
              <Button tone="plain" className="!text-taken-ink" onClick={() => setDeleting(true)}>
                {t("vehicles.delete")}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <form
        className="grid gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <PlateField
          plate={facts.plateNumber}
          error={wrongPlate ? t("plate.needed") : problem?.of("plateNumber")}
          onChange={(plateNumber) => {
            setWrongPlate(false);
            change({ plateNumber });
          }}
        />
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={t("vehicles.make")}
            name="make"
            placeholder={t("vehicles.exampleMake")}
            maxLength={40}
            value={facts.make}
            error={problem?.of("make")}
            onChange={(event) => change({ make: event.target.value })}
          />
          <Field
            label={t("vehicles.model")}
            name="model"
            placeholder={t("vehicles.exampleModel")}
            maxLength={40}
            value={facts.model}
            error={problem?.of("model")}
            onChange={(event) => change({ model: event.target.value })}
          />
        </div>
        <Field
          label={t("vehicles.colour")}
          name="colour"
          maxLength={30}
          value={facts.colour}
          error={problem?.of("colour")}
          onChange={(event) => change({ colour: event.target.value })}
        />
        <label className="flex min-h-11 items-center gap-3 font-medium">
          <input
            type="checkbox"
            checked={facts.isDefault}
            onChange={(event) => change({ isDefault: event.target.checked })}
            className="size-5 accent-[var(--accent)]"
          />
          {t("vehicles.isDefault")}
        </label>
        {error && !problem?.fields.length ? (
          <Notice tone="bad" urgent>
            {troubleText(error)}
          </Notice>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
