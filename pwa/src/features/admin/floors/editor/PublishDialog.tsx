import { useEffect, useState } from "react";
import { useDraftCheck, usePublishDraft } from "../../../../api/admin/floors";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Button } from "../../../../ui/Button";
import { Dialog } from "../../../../ui/Dialog";
import { Notice } from "../../../../ui/Notice";
import { Skeleton } from "../../../../ui/Skeleton";
import { useToast } from "../../../../ui/toast";
import { useTroubleText } from "../../../../ui/Trouble";
import { lacksOf } from "../plan/lacks";
import { useBench } from "./bench";
import { useFaultText } from "./Faults";
import { StrandedList } from "./StrandedList";
import { useReload } from "./useReload";
import { WhatChanges } from "./WhatChanges";

/** What publishing would do to drivers, and then doing it. */
export function PublishDialog({ onClose }: { onClose: () => void }) {
  const { t } = useStaffI18n();
  const { lot, code, keeper, kept, sheet } = useBench();
  const lacks = lacksOf(sheet);
  const [isKept, setIsKept] = useState(keeper.isClean);
  useEffect(() => {
    void keeper.flush().then(setIsKept);
  }, [keeper]);
  const check = useDraftCheck(lot.slug, code, isKept ? kept.revision : 0);
  const publish = usePublishDraft(lot.slug, code);
  const { reload } = useReload();
  const toast = useToast();
  const troubleText = useTroubleText();
  const told = useFaultText();
  const found = check.data;
  const error = publish.error ?? check.error ?? (isKept ? null : kept.problem);

  function go() {
    publish.mutate(
      { revision: kept.revision, baseMapVersion: kept.baseMapVersion },
      {
        onSuccess: ({ moved, displaced }) => {
          toast.show(
            moved.length + displaced.length === 0
              ? t("desk.floors.published")
              : t("desk.floors.publishedWith", { moved: moved.length, displaced: displaced.length }),
          );
          void reload("afresh").then(onClose);
        },
      },
    );
  }

  return (
    <Dialog
      title={t("desk.floors.publishTitle", { code })}
      onClose={onClose}
      testId="publish-dialog"
      footer={
        <>
          <Button
            busy={publish.isPending}
            disabled={!found || found.faults.length > 0}
            tone={found && found.stranded.length > 0 ? "danger" : "primary"}
            data-testid="publish-now"
            onClick={go}
          >
            {found && found.stranded.length > 0
              ? t("desk.floors.publishAndMove", { count: found.stranded.length })
              : t("desk.floors.publishNow")}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("desk.floors.notYet")}
          </Button>
        </>
      }
    >
      {error ? (
        <Notice tone="bad" urgent className="mb-4" testId="publish-problem">
          {troubleText(error)}
        </Notice>
      ) : null}
      {found ? (
        <div className="grid grid-cols-1 gap-4">
          {found.faults[0] ? (
            <Notice tone="bad" title={t("desk.floors.cannotPublish", { count: found.faults.length })}>
              {told(found.faults[0])}
            </Notice>
          ) : null}
          {found.faults.length === 0 && lacks.length > 0 ? (
            <Notice tone="wait" title={t("desk.floors.lacks")} testId="lacks">
              <ul className="grid gap-1">
                {lacks.map((lack) => (
                  <li key={lack}>{t(`desk.floors.lack.${lack}`)}</li>
                ))}
              </ul>
            </Notice>
          ) : null}
          <WhatChanges check={found} />
          <StrandedList stranded={found.stranded} />
        </div>
      ) : error ? null : (
        <div className="grid gap-3" aria-hidden="true">
          <Skeleton className="h-12" />
          <Skeleton className="h-28" />
        </div>
      )}
    </Dialog>
  );
}
