import clsx from "clsx";
import { Camera, Undo2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useBlockedSpot, useReportBlocked } from "../../api/blocked";
import type { BlockedSpot, Booking, NearestSpace, SpaceType } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { shrinkPhoto } from "../../lib/photo";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { useTroubleText } from "../../ui/Trouble";
import { useOnline } from "../../api/reach";
import { FindSpot } from "./FindSpot";
import { NearestFacts } from "./NearestFacts";

type Choice = NearestSpace | "refund";
type Photo = { blob: Blob; url: string };

/** Somebody stands on the booked spot: a photo, and at once another spot or the money. */
export default function BlockedDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, format } = useI18n();
  const online = useOnline();
  const troubleText = useTroubleText();
  const [label] = useState(booking.space.label); // the blocked spot's, after a move too
  const [photo, setPhoto] = useState<Photo | null>(null);
  const [wanted, setWanted] = useState<Choice | null>(null);
  const report = useReportBlocked();
  const offer = useBlockedSpot(booking.reference, online && !report.isSuccess);
  useEffect(() => () => (photo ? URL.revokeObjectURL(photo.url) : undefined), [photo]);

  const done = report.data;
  const offered = online ? offer.data : undefined;
  const choice = offered ? possibleChoice(offered, wanted) : null;

  return (
    <Dialog
      title={done ? resultTitle(done) : t("blocked.title", { label })}
      onClose={onClose}
      testId="blocked-dialog"
      footer={
        done ? <Button onClick={onClose}>{t("action.close")}</Button> : offered && choice ? act() : null
      }
    >
      {done ? (
        <Result booking={done} />
      ) : !online ? (
        <Notice tone="wait" urgent title={t("offline.action")}>
          <AskOperator contact={booking.lot.contact} />
        </Notice>
      ) : offer.isError ? (
        <Notice tone="bad" urgent title={troubleText(offer.error)}>
          <AskOperator contact={booking.lot.contact} />
        </Notice>
      ) : !offered ? (
        <div className="grid gap-3" aria-hidden="true">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </div>
      ) : choice === null ? (
        <Notice tone="wait" title={t("blocked.nothing")}>
          <p>{offered.noRefundReason}</p>
          <AskOperator contact={booking.lot.contact} />
        </Notice>
      ) : (
        <>
          <PhotoField photo={photo} onPhoto={setPhoto} />
          {report.error ? (
            <Notice tone="bad" urgent className="mt-3">
              {troubleText(report.error)}
            </Notice>
          ) : null}
          <Choices
            offer={offered}
            booked={booking.space.type}
            choice={choice}
            busy={report.isPending}
            onChoose={setWanted}
          />
        </>
      )}
    </Dialog>
  );

  function act() {
    return (
      <>
        {photo ? null : <p className="text-center text-s text-ink-2">{t("blocked.photoFirst")}</p>}
        <Button busy={report.isPending} disabled={photo === null} data-testid="blocked-send" onClick={send}>
          {choice === "refund"
            ? t("blocked.refundNow", {
                amount: format.money(offered?.refundAmountSen ?? 0, booking.currency),
              })
            : t("blocked.moveNow", { label: choice?.label ?? "" })}
        </Button>
      </>
    );
  }

  function send() {
    if (photo === null || choice === null) return;
    const spaceId = choice === "refund" ? null : choice.spaceId;
    report.mutate({ reference: booking.reference, photo: photo.blob, spaceId });
  }

  function resultTitle(after: Booking): string {
    return after.status === "confirmed"
      ? t("blocked.moved", { label: after.space.label })
      : t("blocked.refunded");
  }
}

/** What was chosen, if it is still offered; else the first of what is. */
function possibleChoice(offer: BlockedSpot, wanted: Choice | null): Choice | null {
  if (wanted === "refund" && offer.mayRefund) return wanted;
  const spot = offer.nearest.find((one) => isSame(one, wanted)) ?? offer.nearest[0];
  return spot ?? (offer.mayRefund ? "refund" : null);
}

interface ChoicesProps {
  offer: BlockedSpot;
  /** The type of spot that was paid for. */
  booked: SpaceType;
  choice: Choice;
  busy: boolean;
  onChoose: (choice: Choice) => void;
}

function Choices({ offer, booked, choice, busy, onChoose }: ChoicesProps) {
  const { t, format } = useI18n();
  return (
    <>
      <fieldset className="mt-4 grid gap-2" disabled={busy}>
        <legend className="mb-2 text-m font-semibold">{t("blocked.choose")}</legend>
        {offer.nearest.map((spot) => (
          <Option
            key={spot.spaceId}
            checked={isSame(spot, choice)}
            onChoose={() => onChoose(spot)}
            testId={`blocked-${spot.label}`}
            badge={spot.label}
            badgeLook="border-free-edge bg-free text-free-ink"
          >
            <NearestFacts spot={spot} more={spot.type === booked ? [] : [t("blocked.upgrade")]} />
          </Option>
        ))}
        {offer.mayRefund ? (
          <Option
            checked={choice === "refund"}
            onChoose={() => onChoose("refund")}
            testId="blocked-refund"
            badge={<Undo2 size={18} aria-hidden />}
            badgeLook="border-line bg-shut text-ink"
          >
            <span className="font-medium">
              {t("blocked.refund", { amount: format.money(offer.refundAmountSen, offer.currency) })}
            </span>
            <span className="num block text-s text-ink-2">{t("blocked.refundText")}</span>
          </Option>
        ) : null}
      </fieldset>
      {offer.nearest.length === 0 ? <p className="mt-3 text-s text-ink-2">{t("blocked.noSpot")}</p> : null}
      {offer.noRefundReason ? <p className="mt-3 text-s text-ink-2">{offer.noRefundReason}</p> : null}
    </>
  );
}

function PhotoField({ photo, onPhoto }: { photo: Photo | null; onPhoto: (photo: Photo) => void }) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  return (
    <div>
      <p id={hintId} className="text-m text-ink-2">
        {t("blocked.photoWhy")}
      </p>
      {photo ? (
        <img
          src={photo.url}
          alt={t("blocked.photoAlt")}
          data-testid="blocked-preview"
          className="mt-3 h-40 w-full rounded-box border border-line object-cover"
        />
      ) : null}
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        data-testid="blocked-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void shrinkPhoto(file).then((blob) => onPhoto({ blob, url: URL.createObjectURL(blob) }));
        }}
      />
      <Button
        tone="quiet"
        className="mt-3 w-full"
        icon={<Camera size={18} aria-hidden />}
        aria-describedby={hintId}
        onClick={() => input.current?.click()}
        data-testid="blocked-photo"
      >
        {t(photo ? "blocked.photoAgain" : "blocked.photo")}
      </Button>
    </div>
  );
}

interface OptionProps {
  checked: boolean;
  onChoose: () => void;
  testId: string;
  badge: ReactNode;
  badgeLook: string;
  children: ReactNode;
}

function Option({ checked, onChoose, testId, badge, badgeLook, children }: OptionProps) {
  return (
    <label
      className={clsx(
        "flex min-h-14 cursor-pointer items-center gap-3 rounded-box border bg-glass px-3 py-2 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent",
        checked ? "border-accent bg-accent-soft" : "border-line",
      )}
    >
      <span
        className={clsx(
          "num grid min-h-10 min-w-12 place-items-center rounded-[12px] border px-2 font-bold",
          badgeLook,
        )}
      >
        {badge}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
      <input
        type="radio"
        name="blocked"
        checked={checked}
        onChange={onChoose}
        data-testid={testId}
        className="size-5 shrink-0 accent-accent"
      />
    </label>
  );
}

/** What came of it: the new spot and the way to it, or where the money stands. */
function Result({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  const moved = booking.status === "confirmed";
  return (
    <div className="grid gap-4" data-testid="blocked-result">
      <Notice tone="good" urgent>
        {moved ? t("blocked.movedText", { floor: booking.area.name }) : (booking.refund?.message ?? null)}
      </Notice>
      {moved ? <FindSpot booking={booking} /> : null}
    </div>
  );
}

function AskOperator({ contact }: { contact: string }) {
  const { t } = useI18n();
  if (!contact) return null;
  return <p>{t("blocked.ask", { contact })}</p>;
}

function isSame(spot: NearestSpace, choice: Choice | null): boolean {
  return choice !== null && choice !== "refund" && choice.spaceId === spot.spaceId;
}
