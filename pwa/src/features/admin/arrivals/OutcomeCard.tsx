import clsx from "clsx";
import { CalendarPlus, CircleCheck, Clock, OctagonX } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { GateRules, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { StaffTranslate } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Plate } from "../../../ui/Plate";
import type { Doubt, Guest } from "./judge";
import type { Outcome } from "./useGate";

interface Props {
  lot: WorkLot;
  rules: GateRules | null;
  outcome: Outcome;
  busy: boolean;
  onInsist: () => void;
  /** What it owes is being taken, on a sheet of its own. */
  onTake: () => void;
  onChoose: (reference: string) => void;
}

const LOOKS = {
  done: { look: "border-free-edge bg-free text-free-ink", icon: CircleCheck },
  noted: { look: "border-held-edge bg-held text-held-ink", icon: Clock },
  refused: { look: "border-taken-edge bg-taken text-taken-ink", icon: OctagonX },
} as const;

/** What the attendant does now, to be read from two steps away; and what is known of the car. */
export function OutcomeCard({ lot, rules, outcome, busy, onInsist, onTake, onChoose }: Props) {
  const { t, format } = useStaffI18n();
  const card = useRef<HTMLDivElement>(null);
  // It may come below the edge of a phone.
  useEffect(() => {
    card.current?.scrollIntoView({ block: "nearest" });
  }, [outcome]);
  const { kind, movement, guest, doubt, detail, references, owedSen, awaitsEntry, mayInsist } = outcome;
  const { look, icon: Icon } = LOOKS[kind];
  const why = doubt === null ? null : (reasonOf(doubt, outcome, rules, t) ?? detail);
  const isOwing = doubt === "exit_fee_owed";
  const isStranger = doubt === "booking_not_found" && movement.direction === "in" && movement.plate !== null;
  return (
    <div
      ref={card}
      role="alert"
      data-testid="outcome"
      data-kind={kind}
      data-doubt={doubt ?? undefined}
      className={clsx("grid grid-cols-1 gap-3 rounded-card border-2 p-4 [overflow-wrap:anywhere]", look)}
    >
      <p className="flex items-center gap-3 text-2xl leading-tight font-bold">
        <Icon size={34} aria-hidden className="shrink-0" />
        {doubt === null
          ? t(`desk.arrivals.${kind === "noted" ? "noted" : "done"}.${movement.direction}`)
          : titleOf(doubt, t)}
      </p>
      <GuestFacts guest={guest} name={movement.name} zone={lot.timeZone} />
      {why ? <p className="text-m font-medium">{why}</p> : null}
      {doubt === "entry_too_early" && guest.startsAt ? (
        <p className="text-m font-semibold">
          {t("desk.arrivals.begins", { time: format.end(guest.startsAt, lot.timeZone) })}
        </p>
      ) : null}
      {kind === "noted" ? <p className="text-m">{t("desk.arrivals.noted.text")}</p> : null}
      {awaitsEntry ? <p className="text-m">{t("desk.arrivals.awaitsEntry")}</p> : null}
      {owedSen > 0 ? (
        <p className="text-m font-semibold">
          {t("desk.arrivals.leftOwing", { amount: format.money(owedSen, lot.currency) })}
        </p>
      ) : null}
      {references.length > 0 ? (
        <div className="flex flex-wrap gap-2">
          {references.map((reference) => (
            <Button key={reference} tone="quiet" busy={busy} onClick={() => onChoose(reference)}>
              {reference}
            </Button>
          ))}
        </div>
      ) : null}
      {isStranger && lot.permissions.includes("change_bookings") ? (
        <ButtonLink
          tone="quiet"
          icon={<CalendarPlus size={18} aria-hidden />}
          href={routes.newBooking(lot.slug, movement.plate ?? undefined)}
          testId="book-here"
        >
          {t("desk.arrivals.bookHere")}
        </ButtonLink>
      ) : null}
      {isOwing && guest.reference && detail !== null ? (
        <Link
          href={routes.admin(lot.slug, "arrivals", guest.reference)}
          onClick={onTake}
          data-testid="take-payment"
          className="inline-flex min-h-12 items-center justify-center rounded-[18px] bg-accent px-4 font-semibold text-accent-ink"
        >
          {t("desk.arrivals.takePayment")}
        </Link>
      ) : null}
      {mayInsist ? (
        <Button tone="quiet" busy={busy} onClick={onInsist} data-testid="insist">
          {t(
            isOwing
              ? "desk.arrivals.insist.owing"
              : movement.direction === "in"
                ? "desk.arrivals.insist.in"
                : "desk.arrivals.insist.out",
          )}
        </Button>
      ) : null}
    </div>
  );
}

function GuestFacts({ guest, name, zone }: { guest: Guest; name: string; zone: string }) {
  const { t, format } = useStaffI18n();
  const called = guest.plate ?? (name.startsWith("PK-") ? null : name);
  return (
    <div className="num grid gap-1.5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-l font-semibold">
        {called ? <Plate number={called} /> : null}
        {guest.name ? <span className="[overflow-wrap:anywhere]">{guest.name}</span> : null}
        {guest.reference ? <span className="text-m font-medium">{guest.reference}</span> : null}
      </p>
      {guest.spot ? (
        <p className="flex flex-wrap items-baseline gap-x-3 text-xl font-bold">
          <span data-testid="outcome-spot">
            {guest.area} · {guest.spot}
          </span>
          {guest.endsAt ? (
            <span className="text-base font-semibold">
              {t("desk.arrivals.until", { time: format.end(guest.endsAt, zone) })}
            </span>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

const TITLES = [
  "booking_not_found",
  "booking_not_ready",
  "car_is_in",
  "car_not_in",
  "entry_over",
  "entry_too_early",
  "exit_fee_owed",
  "not_on_phone",
  "pass_not_checked",
  "pass_not_genuine",
  "several_bookings",
  "spot_still_taken",
  "wrong_lot",
] as const;

function titleOf(code: string, t: StaffTranslate): string {
  const known = TITLES.find((one) => one === code);
  return t(`desk.arrivals.no.${known ?? "other"}`);
}

/** In words of this device; null to let the server speak. */
function reasonOf(code: string, outcome: Outcome, rules: GateRules | null, t: StaffTranslate): string | null {
  if (outcome.detail !== null)
    return code === "booking_not_found" ? t("desk.arrivals.why.booking_not_found") : null;
  const { area, spot } = outcome.guest;
  switch (code as Doubt) {
    case "entry_too_early":
      return t("desk.arrivals.why.entry_too_early", { minutes: rules?.entryGraceMinutes ?? 15 });
    case "spot_still_taken":
      return t("desk.arrivals.why.spot_still_taken", { spot: [area, spot].join(" · ") });
    case "pass_not_genuine":
    case "wrong_lot":
    case "not_on_phone":
    case "pass_not_checked":
    case "several_bookings":
    case "entry_over":
    case "car_is_in":
    case "car_not_in":
    case "exit_fee_owed":
      return t(`desk.arrivals.why.${code as Exclude<Doubt, "entry_too_early" | "spot_still_taken">}`);
  }
}
