import { Download, FileUp, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { floorFileAddress, importFloor, useDiscardDraft } from "../../../../api/admin/floors";
import type { FileForm } from "../../../../api/admin/floors";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { routes } from "../../../../routes";
import { Button, ButtonAnchor } from "../../../../ui/Button";
import { Dialog } from "../../../../ui/Dialog";
import { Notice } from "../../../../ui/Notice";
import { useToast } from "../../../../ui/toast";
import { useTroubleText } from "../../../../ui/Trouble";
import { NotAFloorFile, readFloorFile } from "../plan/readFile";
import { useBench } from "./bench";
import { useReload } from "./useReload";

const FORMS: readonly FileForm[] = ["parkpro", "apds"];

/** The floor out as a file, a file in as the floor, and the draft thrown away. */
export function FilesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useStaffI18n();
  const { lot, code, keeper, kept } = useBench();
  const [, navigate] = useLocation();
  const toast = useToast();
  const troubleText = useTroubleText();
  const discard = useDiscardDraft(lot.slug, code);
  const { reload } = useReload();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);

  async function bring(file: File) {
    setBusy(true);
    setError(null);
    try {
      const document = await readFloorFile(file);
      if (!(await keeper.flush())) return;
      const { revision, baseMapVersion } = keeper.state();
      await importFloor(lot.slug, code, document, { revision, baseMapVersion });
      if (await reload("step")) {
        toast.show(t("desk.floors.imported", { file: file.name }));
        onClose();
      }
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  }

  function throwAway() {
    discard.mutate(kept.revision, {
      onSuccess: () => {
        onClose();
        toast.show(t("desk.floors.discarded"));
        if (kept.baseMapVersion === 0) navigate(routes.admin(lot.slug, "floors"));
        else void reload("afresh");
      },
    });
  }

  return (
    <Dialog title={t("desk.floors.files")} onClose={onClose} testId="files-dialog">
      <div className="grid grid-cols-1 gap-5">
        <section aria-label={t("desk.floors.export")} className="grid grid-cols-1 gap-2">
          <h3 className="font-semibold">{t("desk.floors.export")}</h3>
          <p className="text-m text-ink-2">{t("desk.floors.exportText")}</p>
          {FORMS.map((form) => (
            <ButtonAnchor
              key={form}
              tone="quiet"
              icon={<Download size={17} aria-hidden />}
              href={floorFileAddress(lot.slug, code, form)}
              download
              data-testid={`export-${form}`}
            >
              {t(`desk.floors.export.${form}`)}
            </ButtonAnchor>
          ))}
        </section>
        <section aria-label={t("desk.floors.import")} className="grid grid-cols-1 gap-2">
          <h3 className="font-semibold">{t("desk.floors.import")}</h3>
          <p className="text-m text-ink-2">{t("desk.floors.importText")}</p>
          <input
            ref={picker}
            type="file"
            accept="application/json,.json"
            aria-label={t("desk.floors.import")}
            data-testid="import-file"
            className="hidden"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = "";
              if (file) void bring(file);
            }}
          />
          <Button
            tone="quiet"
            busy={busy}
            icon={<FileUp size={17} aria-hidden />}
            onClick={() => picker.current?.click()}
          >
            {t("desk.floors.chooseFile")}
          </Button>
          {error ? (
            <Notice tone="bad" urgent testId="import-problem">
              {error instanceof NotAFloorFile ? t("desk.floors.notAFile") : troubleText(error)}
            </Notice>
          ) : null}
        </section>
        {kept.revision > 0 ? (
          <section aria-label={t("desk.floors.discard")} className="grid grid-cols-1 gap-2">
            <h3 className="font-semibold">{t("desk.floors.discard")}</h3>
            <p className="text-m text-ink-2">
              {t(kept.baseMapVersion === 0 ? "desk.floors.discardNewText" : "desk.floors.discardText")}
            </p>
            <Button
              tone={asking ? "danger" : "quiet"}
              busy={discard.isPending}
              icon={<Trash2 size={17} aria-hidden />}
              data-testid="discard"
              onClick={() => (asking ? throwAway() : setAsking(true))}
            >
              {t(asking ? "desk.floors.discardSure" : "desk.floors.discard")}
            </Button>
            {discard.error ? (
              <Notice tone="bad" urgent>
                {troubleText(discard.error)}
              </Notice>
            ) : null}
          </section>
        ) : null}
      </div>
    </Dialog>
  );
}
