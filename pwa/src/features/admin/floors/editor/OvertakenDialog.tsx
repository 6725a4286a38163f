import { Download } from "lucide-react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { saveFile } from "../../../../lib/saveFile";
import { Button } from "../../../../ui/Button";
import { Dialog } from "../../../../ui/Dialog";
import { Notice } from "../../../../ui/Notice";
import { useTroubleText } from "../../../../ui/Trouble";
import { documentOf } from "../plan/wire";
import { useBench } from "./bench";
import { useReload } from "./useReload";

/** Somebody else saved first. Theirs is kept; one's own can be taken along as a file. */
export function OvertakenDialog({ onClose }: { onClose: () => void }) {
  const { t, format } = useStaffI18n();
  const { lot, code, sheet, kept } = useBench();
  const { busy, error, reload } = useReload();
  const troubleText = useTroubleText();
  const { problem } = kept;
  const who = problem?.editedBy;
  return (
    <Dialog
      title={t("desk.floors.overtaken.title")}
      onClose={onClose}
      testId="overtaken"
      footer={
        <>
          <Button
            busy={busy}
            data-testid="take-theirs"
            onClick={() => void reload("afresh").then((done) => done && onClose())}
          >
            {t("desk.floors.overtaken.take")}
          </Button>
          <Button
            tone="quiet"
            icon={<Download size={17} aria-hidden />}
            data-testid="keep-mine"
            onClick={() => {
              const text = JSON.stringify(documentOf(code, sheet), null, 2);
              saveFile(new File([text], `${lot.slug}-${code}.parkpro.json`, { type: "application/json" }));
            }}
          >
            {t("desk.floors.overtaken.keep")}
          </Button>
        </>
      }
    >
      <p className="[overflow-wrap:anywhere]">
        {problem?.code === "map_changed"
          ? t("desk.floors.overtaken.published")
          : who && problem.editedAt
            ? t("desk.floors.overtaken.by", { who, time: format.end(problem.editedAt, lot.timeZone) })
            : t("desk.floors.overtaken.somebody")}
      </p>
      <p className="mt-2 text-ink-2">{t("desk.floors.overtaken.text")}</p>
      {error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
