import type { Vehicle } from "../../api/types";

/** "Perodua Myvi, blue", as far as it is known. */
export function vehicleName(vehicle: Pick<Vehicle, "make" | "model" | "colour">): string {
  const name = [vehicle.make, vehicle.model].filter(Boolean).join(" ");
  return [name, vehicle.colour].filter(Boolean).join(", ");
}
