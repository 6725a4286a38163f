/** What a lot's operator decides about it, but for its prices and floors. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { lotKeys } from "../lots";
import type { paths } from "../schema";
import { adminKeys } from "./keys";

type Answer = paths["/api/admin/lots/{slug}/settings"]["get"]["responses"][200];
export type Settings = Answer["content"]["application/json"];
export type OpeningSpan = Settings["openingHours"][number];
export type SpecialDay = Settings["specialDays"][number];
export type LotPhoto = Settings["photos"][number];
/** What of them can be changed. */
export type SettingName = Exclude<
  keyof Settings,
  "slug" | "timeZone" | "currency" | "languages" | "photos" | "mostPhotos"
>;
export type SettingChanges = Partial<Pick<Settings, SettingName>>;
type Patch = NonNullable<paths["/api/admin/lots/{slug}/settings"]["patch"]["requestBody"]>;
type Seen = NonNullable<Patch["content"]["application/json"]["seen"]>;

export function useSettings(slug: string) {
  return useQuery({
    queryKey: adminKeys.settings(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/settings", { params: { path: { slug } }, signal })),
  });
}

/** Changes settings; `seen` is what they were when they were shown, so that nobody's change is overwritten unseen. */
export function useChangeSettings(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ changes, seen }: { changes: SettingChanges; seen: SettingChanges }) =>
      answerOf(
        client.PATCH("/api/admin/lots/{slug}/settings", {
          params: { path: { slug } },
          // A description knows what has a default only as always there.
          body: { ...changes, seen: seen as Seen },
        }),
      ),
    onSuccess: (settings) => {
      cache.setQueryData(adminKeys.settings(slug), settings);
      for (const queryKey of [adminKeys.work, adminKeys.setup, adminKeys.previews(slug), lotKeys.all])
        void cache.invalidateQueries({ queryKey });
    },
    // Somebody else was first: what they wrote is shown beside.
    onError: () => cache.invalidateQueries({ queryKey: adminKeys.settings(slug) }),
  });
}

/** Adds, orders, describes and removes photos; the answer is all of them. */
export function usePhotoVerbs(slug: string) {
  const cache = useQueryClient();
  const path = { slug };
  const keep = (photos: LotPhoto[]) => {
    cache.setQueryData<Settings>(adminKeys.settings(slug), (known) => known && { ...known, photos });
    void cache.invalidateQueries({ queryKey: lotKeys.one(slug) });
  };
  const onError = () => cache.invalidateQueries({ queryKey: adminKeys.settings(slug) });
  const add = useMutation({
    mutationFn: (photo: Blob) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/photos", {
          params: { path },
          // The photo itself goes by the form below: a description knows binary only as text.
          body: { photo: "" },
          bodySerializer: () => {
            const form = new FormData();
            form.set("photo", photo, "lot.jpg");
            return form;
          },
        }),
      ),
    onSuccess: ({ photos }) => keep(photos),
    onError,
  });
  const order = useMutation({
    mutationFn: (photos: number[]) =>
      answerOf(client.PUT("/api/admin/lots/{slug}/photos", { params: { path }, body: { photos } })),
    onSuccess: ({ photos }) => keep(photos),
    onError,
  });
  const describe = useMutation({
    mutationFn: ({ id, alt }: LotPhoto) =>
      answerOf(
        client.PATCH("/api/admin/lots/{slug}/photos/{photo_id}", {
          params: { path: { slug, photo_id: id } },
          body: { alt },
        }),
      ),
    onSuccess: ({ photos }) => keep(photos),
    onError,
  });
  const remove = useMutation({
    mutationFn: (id: number) =>
      answerOf(
        client.DELETE("/api/admin/lots/{slug}/photos/{photo_id}", {
          params: { path: { slug, photo_id: id } },
        }),
      ),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: adminKeys.settings(slug) });
      void cache.invalidateQueries({ queryKey: lotKeys.one(slug) });
    },
  });
  return { add, order, describe, remove };
}

type MailKind = NonNullable<
  NonNullable<paths["/api/admin/lots/{slug}/mail-preview"]["get"]["parameters"]["query"]>["kind"]
>;

/** A kind of mail as drivers get it, in every language. */
export function useMailPreview(slug: string, kind: string) {
  return useQuery({
    queryKey: [...adminKeys.previews(slug), "mail", kind],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/mail-preview", {
          params: { path: { slug }, query: { kind: kind as MailKind } },
          signal,
        }),
      ),
  });
}

export function useReceiptPreview(slug: string) {
  return useQuery({
    queryKey: [...adminKeys.previews(slug), "receipt"],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/receipt-preview", { params: { path: { slug } }, signal })),
  });
}

/** Where a photo is: an address shows one picture for ever. */
export function photoUrl(slug: string, { id }: LotPhoto): string {
  return `/api/lots/${encodeURIComponent(slug)}/photos/${id}`;
}

export function receiptPdfUrl(slug: string): string {
  return `/api/admin/lots/${encodeURIComponent(slug)}/receipt-preview.pdf`;
}
