import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "./client";
import type { Vehicle, VehicleChange, VehicleRequest } from "./types";

const VEHICLES = ["vehicles"] as const;

export const vehiclesQuery = queryOptions({
  queryKey: VEHICLES,
  queryFn: ({ signal }) => answerOf(client.GET("/api/vehicles", { signal })),
});

/** The driver's vehicles, the default one first. */
export function useVehicles(enabled: boolean) {
  return useQuery({
    ...vehiclesQuery,
    enabled,
    select: ({ vehicles }) => vehicles.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)),
  });
}

function useVehicleChange<Input, Output>(call: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: () => cache.invalidateQueries({ queryKey: VEHICLES }),
  });
}

export function useAddVehicle() {
  return useVehicleChange((body: VehicleRequest) => answerOf(client.POST("/api/vehicles", { body })));
}

export function useEditVehicle() {
  return useVehicleChange(({ id, change }: { id: Vehicle["id"]; change: VehicleChange }) =>
    answerOf(client.PATCH("/api/vehicles/{id}", { params: { path: { id } }, body: change })),
  );
}

export function useDeleteVehicle() {
  return useVehicleChange((id: Vehicle["id"]) =>
    answerOf(client.DELETE("/api/vehicles/{id}", { params: { path: { id } } })),
  );
}
