/** What the car parks came to, and how they were used. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { AreaId, SpaceType } from "../types";
import { answerOf, client, fileOf } from "../client";
import type { paths } from "../schema";
import { adminKeys } from "./keys";
import type { Good } from "./types";

export type Revenue = Good<paths["/api/admin/lots/{slug}/revenue"]["get"]>;
export type RevenueFigures = Revenue["total"];
export type RevenueDay = Revenue["byDay"][number];
export type RevenueShare = Revenue["byLot"][number];
export type Till = Revenue["till"];
export type Use = Good<paths["/api/admin/lots/{slug}/reports/occupancy"]["get"]>;
export type HourUse = Use["hours"][number];
export type Stays = Use["stays"];
export type FloorUse = Good<paths["/api/admin/lots/{slug}/reports/spots"]["get"]>;
export type SpotUse = FloorUse["spots"][number];

/** Days by the lot's clock, both counted: "2026-11-22". */
export interface DaySpan {
  from: string;
  to: string;
}

/** What of a lot's use is asked for: a floor of it, a kind of spots. */
export interface UseFilter {
  area: AreaId | null;
  type: SpaceType | null;
}

/** A minute old is new enough: a report is read, not watched. */
const FRESH_MS = 60_000;

/** Revenue of a lot, or of all lots of the caller (null). */
export function useRevenue(slug: string | null, days: DaySpan) {
  return useQuery({
    queryKey: [...adminKeys.revenue(slug), days],
    queryFn: ({ signal }) =>
      slug === null
        ? answerOf(client.GET("/api/admin/revenue", { params: { query: days }, signal }))
        : answerOf(
            client.GET("/api/admin/lots/{slug}/revenue", {
              params: { path: { slug }, query: days },
              signal,
            }),
          ),
    staleTime: FRESH_MS,
  });
}

export function useUse(slug: string, days: DaySpan, { area, type }: UseFilter) {
  return useQuery({
    queryKey: [...adminKeys.use(slug), "hours", days, area, type],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/reports/occupancy", {
          params: { path: { slug }, query: { ...days, area, type } },
          signal,
        }),
      ),
    staleTime: FRESH_MS,
  });
}

export function useFloorUse(slug: string, days: DaySpan, area: AreaId | undefined) {
  return useQuery({
    queryKey: [...adminKeys.use(slug), "spots", days, area],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/reports/spots", {
          params: { path: { slug }, query: { ...days, area: area ?? 0 } },
          signal,
        }),
      ),
    enabled: area !== undefined,
    staleTime: FRESH_MS,
  });
}

export type FileKind = "csv" | "xlsx";

/** Where a report is as a file. */
export const reportFile = {
  revenue: (slug: string | null, days: DaySpan, kind: FileKind) =>
    slug === null
      ? `/api/admin/revenue.${kind}?${queryOf(days)}`
      : `${lotPath(slug)}/revenue.${kind}?${queryOf(days)}`,
  hours: (slug: string, days: DaySpan, { area, type }: UseFilter) =>
    `${lotPath(slug)}/reports/occupancy.csv?${queryOf({ ...days, area, type })}`,
  spots: (slug: string, days: DaySpan, area: AreaId) =>
    `${lotPath(slug)}/reports/spots.csv?${queryOf({ ...days, area })}`,
};

/** Fetches a file; whoever asked saves it. */
export function useFile() {
  return useMutation({ mutationFn: fileOf });
}

function lotPath(slug: string): string {
  return `/api/admin/lots/${encodeURIComponent(slug)}`;
}

function queryOf(values: DaySpan & { area?: AreaId | null; type?: SpaceType | null }): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [[name, `${value}`]],
  );
  return new URLSearchParams(given).toString();
}
