import { CarFront, Plus } from "lucide-react";
import { useState } from "react";
import type { Vehicle } from "../../api/types";
import { useVehicles } from "../../api/vehicles";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Plate } from "../../ui/Plate";
import { Seen } from "../../ui/Seen";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble } from "../../ui/Trouble";
import { VehicleDialog } from "./VehicleDialog";
import { vehicleName } from "./vehicleName";

/** The driver's cars and motorcycles. */
export function VehicleList() {
  const { t } = useI18n();
  const vehicles = useVehicles(true);
  const [open, setOpen] = useState<Vehicle | "new" | null>(null);
  return (
    <section className="glass rounded-card p-5" aria-labelledby="vehicles">
      <div className="mb-2 flex items-center justify-between">
        <h2 id="vehicles" className="text-l font-semibold">
          {t("vehicles.title")}
        </h2>
        <Button
          tone="plain"
          icon={<Plus size={17} aria-hidden />}
          onClick={() => setOpen("new")}
          data-testid="add-vehicle"
        >
          {t("vehicles.add")}
        </Button>
      </div>
      <Seen at={vehicles.dataUpdatedAt} broken={vehicles.isError} className="mb-2" />
      {vehicles.isError && !vehicles.data ? (
        <Trouble error={vehicles.error} onRetry={() => void vehicles.refetch()} />
      ) : vehicles.isPending ? (
        <Skeleton className="h-16" />
      ) : vehicles.data.length === 0 ? (
        <p className="flex items-center gap-2.5 py-3 text-m text-ink-2">
          <CarFront size={20} aria-hidden className="shrink-0" />
          {t("vehicles.none")}
        </p>
      ) : (
        <ul className="grid grid-cols-1 gap-2">
          {vehicles.data.map((vehicle) => (
            <li key={vehicle.id}>
              <button
                type="button"
                onClick={() => setOpen(vehicle)}
                className="flex min-h-14 w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-box border border-line px-3 py-2.5 text-left hover:bg-accent-soft"
              >
                <span className="sr-only">{t("action.edit")}</span>
                <Plate number={vehicle.plateNumber} />
                <span className="min-w-0 flex-[1_1_6rem] font-medium">{vehicleName(vehicle)}</span>
                {vehicle.isDefault ? (
                  <span className="rounded-full bg-accent-soft px-2.5 py-1 text-s font-semibold text-accent">
                    {t("car.default")}
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      )}
      {open ? <VehicleDialog vehicle={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}
