import { ArrowLeft, CloudAlert, CloudCheck, CloudUpload, FolderSync, UsersRound } from "lucide-react";
import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { routes } from "../../../../routes";
import { Button, RoundButton, RoundLink } from "../../../../ui/Button";
import { Notice } from "../../../../ui/Notice";
import { useBench } from "./bench";
import { FilesDialog } from "./FilesDialog";
import { OvertakenDialog } from "./OvertakenDialog";
import { PublishDialog } from "./PublishDialog";
import { usePresence } from "./usePresence";

/** Which floor, whether it is kept, who else is at it, and the way out to the drivers. */
export function Head() {
  const { t } = useStaffI18n();
  const { lot, code, sheet, kept, keeper } = useBench();
  const { others, isOvertaken } = usePresence();
  const [open, setOpen] = useState<"publish" | "files" | "theirs" | null>(null);
  const close = () => setOpen(null);
  // Who wants to look at what they drew puts the question aside; it stays above the drawing.
  const [aside, setAside] = useState<unknown>(null);
  const isAsked = kept.state === "overtaken" && aside !== kept.problem;
  return (
    <header className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <RoundLink label={t("desk.floors.allFloors")} href={routes.admin(lot.slug, "floors")}>
          <ArrowLeft size={19} aria-hidden />
        </RoundLink>
        <div className="min-w-0 flex-[1_1_5rem]">
          <h1 className="truncate text-xl font-bold tracking-tight">
            {code} · {sheet.name}
          </h1>
          <KeptSign />
        </div>
        {others.length > 0 ? (
          <p
            className="order-last flex min-h-11 w-full items-center gap-2 rounded-full bg-held px-4 text-m font-medium text-held-ink sm:order-none sm:w-auto"
            data-testid="others"
            role="status"
          >
            <UsersRound size={17} aria-hidden className="shrink-0" />
            {t("desk.floors.others", { names: others.join(", ") })}
          </p>
        ) : null}
        <RoundButton
          label={t("desk.floors.files")}
          className="!shadow-none"
          data-testid="files"
          onClick={() => {
            void keeper.flush();
            setOpen("files");
          }}
        >
          <FolderSync size={19} aria-hidden />
        </RoundButton>
        <Button
          className="!min-h-11 !px-4 !py-2"
          data-testid="publish"
          disabled={kept.revision === 0 && kept.state === "saved"}
          onClick={() => setOpen("publish")}
        >
          {t("desk.floors.publish")}
        </Button>
      </div>
      {isOvertaken || (kept.state === "overtaken" && !isAsked) ? (
        <Notice
          tone="wait"
          testId="newer"
          action={
            <Button tone="quiet" onClick={() => setOpen("theirs")}>
              {t("desk.floors.seeTheirs")}
            </Button>
          }
        >
          {t("desk.floors.newer")}
        </Notice>
      ) : null}
      {kept.mapVersion === kept.baseMapVersion ? null : (
        <Notice tone="wait" testId="base-moved">
          {t("desk.floors.baseMoved")}
        </Notice>
      )}
      {kept.state === "refused" && kept.problem ? (
        <Notice tone="bad" urgent testId="refused">
          {kept.problem.detail}
        </Notice>
      ) : null}
      {open === "publish" ? <PublishDialog onClose={close} /> : null}
      {open === "files" ? <FilesDialog onClose={close} /> : null}
      {isAsked || open === "theirs" ? (
        <OvertakenDialog
          onClose={() => {
            setAside(kept.problem);
            close();
          }}
        />
      ) : null}
    </header>
  );
}

function KeptSign() {
  const { t } = useStaffI18n();
  const { kept } = useBench();
  const { state, revision } = kept;
  const isFresh = state === "saved" && revision === 0;
  const Icon =
    state === "saved" ? CloudCheck : state === "waiting" || state === "saving" ? CloudUpload : CloudAlert;
  return (
    <p
      className="flex items-center gap-1.5 text-s text-ink-2"
      role="status"
      data-testid="kept"
      data-state={state}
    >
      {isFresh ? null : <Icon size={15} aria-hidden className="shrink-0" />}
      {isFresh ? t("desk.floors.asPublished") : t(`desk.floors.kept.${state}`)}
    </p>
  );
}
