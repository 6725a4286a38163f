import { useState } from "react";
import { useClose, useClosingPreview } from "../../../api/admin/closures";
import type { WorkLot } from "../../../api/admin/types";
import type { SpaceId } from "../../../api/types";
import { useOnline } from "../../../api/reach";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { fromFieldValue, toFieldValue } from "../../../lib/zoned";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { Skeleton } from "../../../ui/Skeleton";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { useSettled } from "../../../ui/useSettled";
import { BookedThere } from "./BookedThere";
import { Closed } from "./Closed";

interface Props {
  lot: WorkLot;
  /** What people call each of them: "B1 · A7". */
  spots: ReadonlyMap<SpaceId, string>;
  onClose: () => void;
  /** They are closed, or will be. */
  onDone: () => void;
}

const REASONS = ["repair", "cleaning", "leak", "painting", "event"] as const;
const HOUR_MS = 3_600_000;
const STEP_MS = 300_000;
const NAMED = 12;
/** A field that is being typed in is not asked about at every stroke. */
const TYPING_MS = 400;

/** Why, and for when; who is booked there, and what becomes of them. As it opens, one press closes the spots now. */
export function CloseDialog({ lot, spots, onClose, onDone }: Props) {
  const { t } = useStaffI18n();
  const zone = lot.timeZone;
  const [reason, setReason] = useState<string>(() => t("desk.closing.repair"));
  const [when, setWhen] = useState<"now" | "period">("now");
  const [from, setFrom] = useState(() => toFieldValue(new Date(onFive(serverNow())), zone));
  const [to, setTo] = useState(() => toFieldValue(new Date(onFive(serverNow() + 2 * HOUR_MS)), zone));
  const close = useClose(lot.slug);
  const online = useOnline();
  const toast = useToast();
  const troubleText = useTroubleText();

  const startsAt = when === "period" ? fromFieldValue(from, zone) : null;
  const endsAt = when === "period" ? fromFieldValue(to, zone) : null;
  const isReversed = when === "period" && (!startsAt || !endsAt || endsAt <= startsAt);
  const starts = useSettled(startsAt?.toISOString() ?? null, TYPING_MS);
  const ends = useSettled(endsAt?.toISOString() ?? null, TYPING_MS);
  const closing = { spaceIds: [...spots.keys()], startsAt: starts, endsAt: ends };
  const isSettled = starts === (startsAt?.toISOString() ?? null) && ends === (endsAt?.toISOString() ?? null);
  const preview = useClosingPreview(lot.slug, isReversed || close.data ? null : closing);
  const isPlanned = startsAt !== null && startsAt.getTime() > serverNow();

  const names = [...spots.values()];
  const title =
    names.length === 1
      ? t("desk.closing.one", { spot: names[0] ?? "" })
      : t("desk.closing.many", { count: names.length });
  const doneTitle = t(isPlanned ? "desk.closing.plannedTitle" : "desk.closing.doneTitle", {
    count: names.length,
  });

  function confirm() {
    close.mutate(
      { ...closing, reason: reason.trim() },
      {
        onSuccess: (done) => {
          const touched = done.spots.some((spot) => spot.moved.length + spot.displaced.length > 0);
          if (touched) return;
          toast.show(doneTitle);
          onDone();
        },
      },
    );
  }

  if (close.data) return <Closed title={doneTitle} done={close.data.spots} spots={spots} onClose={onDone} />;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId="close-dialog"
      footer={
        <>
          {close.error ? (
            <Notice tone="bad" urgent testId="close-problem">
              {troubleText(close.error)}
            </Notice>
          ) : null}
          <Button
            busy={close.isPending}
            disabled={!online || isReversed || !isSettled || reason.trim() === "" || !preview.data}
            data-testid="close-confirm"
            onClick={confirm}
          >
            {t(isPlanned ? "desk.closing.plan" : "desk.closing.confirm")}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {names.length > 1 ? (
          <p className="text-m text-ink-2">
            {names.slice(0, NAMED).join(", ")}
            {names.length > NAMED ? ` +${names.length - NAMED}` : ""}
          </p>
        ) : null}
        <div className="grid grid-cols-1 gap-2">
          <div role="group" aria-label={t("desk.closing.reasons")} className="flex flex-wrap gap-2">
            {REASONS.map((one) => {
              const text = t(`desk.closing.${one}`);
              return (
                <Chip key={one} pressed={reason === text} onClick={() => setReason(text)}>
                  {text}
                </Chip>
              );
            })}
          </div>
          <Field
            label={t("desk.closing.reason")}
            hint={t("desk.closing.reasonHint")}
            maxLength={120}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Segmented
          label={t("desk.closing.when")}
          value={when}
          onChange={setWhen}
          options={[
            { value: "now", label: t("desk.closing.now") },
            { value: "period", label: t("desk.closing.period") },
          ]}
        />
        {when === "period" ? (
          <div className="flex flex-wrap gap-3">
            <Field
              className="flex-[1_1_12rem]"
              label={t("desk.closing.startsAt")}
              type="datetime-local"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
            <Field
              className="flex-[1_1_12rem]"
              label={t("desk.closing.endsAt")}
              type="datetime-local"
              value={to}
              error={isReversed ? t("desk.closing.reversed") : null}
              onChange={(event) => setTo(event.target.value)}
            />
          </div>
        ) : null}
        <section aria-label={t("desk.closing.who")} className="grid grid-cols-1 gap-2">
          <h3 className="text-s font-semibold text-ink-2">{t("desk.closing.who")}</h3>
          {preview.data ? (
            <BookedThere bookings={preview.data} zone={zone} />
          ) : preview.isError ? (
            <Notice tone="bad" urgent>
              {troubleText(preview.error)}
            </Notice>
          ) : (
            <Skeleton className="h-14" />
          )}
        </section>
      </div>
    </Dialog>
  );
}

function onFive(moment: number): number {
  return Math.floor(moment / STEP_MS) * STEP_MS;
}
