import { ArrowLeft, ArrowRight, ImagePlus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { photoUrl, usePhotoVerbs } from "../../../api/admin/settings";
import type { LotPhoto, Settings } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { shrinkPhoto } from "../../../lib/photo";
import { Button, RoundButton } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { useLeaveGuard } from "../useLeaveGuard";
import { languageName } from "./tellSetting";

/** The photos that drivers see, in their order, each with words for those who do not see it. */
export function PhotosCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const toast = useToast();
  const troubleText = useTroubleText();
  const verbs = usePhotoVerbs(settings.slug);
  const picker = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState<LotPhoto | null>(null);
  const { photos, mostPhotos } = settings;
  const isFull = photos.length >= mostPhotos;
  const ids = photos.map(({ id }) => id);
  const error = verbs.add.error ?? verbs.order.error ?? verbs.remove.error;

  async function add(files: readonly File[]) {
    for (const file of files.slice(0, mostPhotos - photos.length))
      await verbs.add.mutateAsync(await shrinkPhoto(file));
  }

  function move(at: number, by: -1 | 1) {
    const moved = ids.toSpliced(at, 1);
    moved.splice(at + by, 0, ids[at] ?? 0);
    verbs.order.mutate(moved);
  }

  return (
    <Card title={t("desk.photos.title")} testId="photos">
      <p className="-mt-1.5 text-m text-ink-2">{t("desk.photos.text", { count: mostPhotos })}</p>
      {photos.length === 0 ? (
        <p className="mt-4 rounded-box border border-dashed border-edge px-4 py-8 text-center text-ink-2">
          {t("desk.photos.none")}
        </p>
      ) : (
        <ol className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-4">
          {photos.map((photo, at) => (
            <li key={photo.id} className="grid content-start gap-2.5" data-testid="lot-photo">
              <img
                src={photoUrl(settings.slug, photo)}
                alt={t("desk.photos.nth", { number: at + 1 })}
                className="aspect-[4/3] w-full rounded-box bg-shut object-cover"
              />
              <div className="flex items-center gap-2">
                <RoundButton
                  label={t("desk.photos.earlier", { number: at + 1 })}
                  disabled={at === 0 || verbs.order.isPending}
                  onClick={() => move(at, -1)}
                  className="disabled:opacity-40"
                >
                  <ArrowLeft size={18} aria-hidden />
                </RoundButton>
                <RoundButton
                  label={t("desk.photos.later", { number: at + 1 })}
                  disabled={at === photos.length - 1 || verbs.order.isPending}
                  onClick={() => move(at, 1)}
                  className="disabled:opacity-40"
                >
                  <ArrowRight size={18} aria-hidden />
                </RoundButton>
                <span className="flex-1 text-center text-s text-ink-2">
                  {t("desk.photos.nth", { number: at + 1 })}
                </span>
                <RoundButton
                  label={t("desk.photos.remove", { number: at + 1 })}
                  onClick={() => setRemoving(photo)}
                >
                  <Trash2 size={18} aria-hidden />
                </RoundButton>
              </div>
              <PhotoWords photo={photo} settings={settings} />
            </li>
          ))}
        </ol>
      )}
      {error ? (
        <Notice tone="bad" urgent className="mt-4" testId="photo-problem">
          {troubleText(error)}
        </Notice>
      ) : null}
      <input
        ref={picker}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        hidden
        data-testid="photo-file"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = "";
          // What went wrong is shown above the button.
          void add(chosen).catch(() => undefined);
        }}
      />
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button
          tone="quiet"
          icon={<ImagePlus size={18} aria-hidden />}
          busy={verbs.add.isPending}
          disabled={isFull}
          data-testid="add-photo"
          onClick={() => picker.current?.click()}
        >
          {t("desk.photos.add")}
        </Button>
        <p className="num min-w-0 flex-1 text-s text-ink-2">
          {t("desk.photos.count", { count: photos.length, most: mostPhotos })}
        </p>
      </div>
      {removing ? (
        <Dialog
          title={t("desk.photos.removeTitle")}
          onClose={() => setRemoving(null)}
          footer={
            <Button
              tone="danger"
              busy={verbs.remove.isPending}
              data-testid="remove-photo"
              onClick={() =>
                verbs.remove.mutate(removing.id, {
                  onSuccess: () => toast.show(t("desk.photos.removed")),
                  onSettled: () => setRemoving(null),
                })
              }
            >
              {t("desk.photos.removeYes")}
            </Button>
          }
        >
          <p>{t("desk.photos.removeText")}</p>
        </Dialog>
      ) : null}
    </Card>
  );
}

function PhotoWords({ photo, settings }: { photo: LotPhoto; settings: Settings }) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  const { describe } = usePhotoVerbs(settings.slug);
  const [edited, setEdited] = useState<Record<string, string>>({});
  const alt = { ...photo.alt, ...edited };
  const isDirty = settings.languages.some((one) => (alt[one] ?? "") !== (photo.alt[one] ?? ""));
  useLeaveGuard(isDirty);
  return (
    <form
      className="grid gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        describe.mutate({ id: photo.id, alt }, { onSuccess: () => setEdited({}) });
      }}
    >
      {settings.languages.map((language) => (
        <Field
          key={language}
          label={t("desk.photos.shows", { language: languageName(language) })}
          lang={language}
          name={`alt-${language}`}
          maxLength={160}
          value={alt[language] ?? ""}
          onChange={(event) => setEdited({ ...edited, [language]: event.target.value })}
        />
      ))}
      {describe.error ? (
        <Notice tone="bad" urgent>
          {troubleText(describe.error)}
        </Notice>
      ) : null}
      {isDirty ? (
        <Button type="submit" tone="quiet" busy={describe.isPending} data-testid="save-alt">
          {t("action.save")}
        </Button>
      ) : null}
    </form>
  );
}
