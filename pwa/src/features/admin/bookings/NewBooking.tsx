import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import type { SyntheticEvent } from "react";
import { useLocation, useSearchParams } from "wouter";
import { useBookForSomebody } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useQuote } from "../../../api/bookings";
import { serverNow } from "../../../api/clock";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { languages } from "../../../i18n/languages";
import type { Language } from "../../../i18n/languages";
import { routes } from "../../../routes";
import { Button, RoundLink } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { PriceLines } from "../../booking/PriceLines";
import { Card } from "../Card";
import { SectionHead } from "../SectionHead";
import { FloorPicker } from "./FloorPicker";
import type { PickedSpot } from "./FloorPicker";
import { firstPeriod, spanOf } from "./newPeriod";

const LANGUAGES = Object.keys(languages) as Language[];

/** A spot for somebody at the counter or on the telephone: held at once, then paid by link or in cash. */
export function NewBooking({ lot }: { lot: WorkLot }) {
  const { t, format } = useStaffI18n();
  const [, navigate] = useLocation();
  const toast = useToast();
  const troubleText = useTroubleText();
  const book = useBookForSomebody(lot.slug);
  const [when, setWhen] = useState(() => firstPeriod(serverNow(), lot.timeZone));
  const [spot, setSpot] = useState<PickedSpot | null>(null);
  const [query] = useSearchParams();
  // Of a car that stands at the gate, the plate is known.
  const [who, setWho] = useState(() => ({
    plateNumber: query.get("plate")?.toUpperCase() ?? "",
    email: "",
    name: "",
  }));
  const [language, setLanguage] = useState<Language>("ms");
  // Sent again after a lost answer, it is the same booking; another one after a change.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const span = spanOf(when, lot.timeZone);
  const quote = useQuote(
    span && spot ? { spaceId: spot.spot.id, startsAt: span.from, endsAt: span.to } : null,
  );
  const refused = isProblem(book.error) ? book.error : null;

  function change<Value>(set: (value: Value) => void): (value: Value) => void {
    return (value) => {
      set(value);
      setKey(crypto.randomUUID());
      book.reset();
    };
  }
  const changeWhen = change((next: typeof when) => {
    setWhen(next);
    setSpot(null);
  });
  const changeWho = change(setWho);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!span || !spot) return;
    const booking = {
      ...{ spaceId: spot.spot.id, startsAt: span.from, endsAt: span.to, language },
      ...{ plateNumber: who.plateNumber, email: who.email.trim(), name: who.name.trim() || null },
    };
    book.mutate(
      { booking, key },
      {
        onSuccess: ({ reference }) => {
          toast.show(t("desk.bookings.heldNow", { spot: spot.name }));
          navigate(routes.admin(lot.slug, "bookings", reference));
        },
      },
    );
  }

  const missing = !spot
    ? t("desk.bookings.holdNothing")
    : who.plateNumber.trim() === ""
      ? t("desk.bookings.holdNoPlate")
      : who.email.trim() === ""
        ? t("desk.bookings.holdNoEmail")
        : null;
  return (
    <div className="max-w-[72rem]">
      <div className="flex items-start gap-3">
        <RoundLink label={t("desk.bookings.back")} href={routes.admin(lot.slug, "bookings")}>
          <ArrowLeft size={19} aria-hidden />
        </RoundLink>
        <SectionHead
          title={t("desk.bookings.newTitle")}
          text={t("desk.bookings.newText", { lot: lot.name })}
        />
      </div>
      <form
        onSubmit={submit}
        className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22.25rem] lg:gap-4.5"
        data-testid="new-booking-form"
      >
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card title={t("desk.bookings.step.when")}>
            <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
              {(["from", "to"] as const).map((end) => (
                <Field
                  key={end}
                  type="datetime-local"
                  label={t(`desk.bookings.${end}`)}
                  value={when[end]}
                  step={300}
                  required
                  error={end === "to" && !span ? t("desk.bookings.periodWrong") : null}
                  data-testid={`new-${end}`}
                  onChange={(event) => changeWhen({ ...when, [end]: event.target.value })}
                />
              ))}
            </div>
          </Card>
          {span ? (
            <Card title={t("desk.bookings.step.where")}>
              <FloorPicker slug={lot.slug} span={span} picked={spot} onPick={change(setSpot)} />
            </Card>
          ) : null}
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card title={t("desk.bookings.step.who")}>
            <div className="grid grid-cols-1 gap-3.5">
              <Field
                label={t("desk.bookings.plate")}
                value={who.plateNumber}
                maxLength={20}
                autoComplete="off"
                autoCapitalize="characters"
                required
                error={refused?.of("plateNumber")}
                data-testid="new-plate"
                onChange={(event) => changeWho({ ...who, plateNumber: event.target.value.toUpperCase() })}
              />
              <Field
                type="email"
                label={t("desk.bookings.email")}
                hint={t("desk.bookings.emailHint")}
                value={who.email}
                maxLength={254}
                autoComplete="off"
                required
                error={refused?.of("email")}
                data-testid="new-email"
                onChange={(event) => changeWho({ ...who, email: event.target.value })}
              />
              <Field
                label={t("desk.bookings.name")}
                value={who.name}
                maxLength={80}
                autoComplete="off"
                error={refused?.of("name")}
                data-testid="new-name"
                onChange={(event) => changeWho({ ...who, name: event.target.value })}
              />
              <div>
                <p className="mb-1 text-s font-medium text-ink-2">{t("desk.bookings.languageOf")}</p>
                <Segmented
                  label={t("desk.bookings.languageOf")}
                  value={language}
                  onChange={change(setLanguage)}
                  options={LANGUAGES.map((value) => ({ value, label: languages[value].name }))}
                />
              </div>
            </div>
          </Card>
          <Card title={spot ? spot.name : t("desk.bookings.price")} testId="new-price">
            {quote.data ? (
              <>
                <p className="num flex items-baseline justify-between gap-3 pb-2">
                  <span className="text-m text-ink-2">{t("desk.bookings.total")}</span>
                  <b className="text-2xl font-bold tracking-tight" data-testid="new-total">
                    {format.money(quote.data.amountSen, quote.data.currency)}
                  </b>
                </p>
                <PriceLines lines={quote.data.lines} currency={quote.data.currency} />
              </>
            ) : (
              <p className="text-m text-ink-2">{t("desk.bookings.moveChoose")}</p>
            )}
            {(quote.error ?? book.error) ? (
              <Notice tone="bad" urgent className="mt-3" testId="new-problem">
                {troubleText(quote.error ?? book.error)}
              </Notice>
            ) : null}
            <Button
              type="submit"
              className="mt-4 w-full"
              disabled={!span || missing !== null}
              busy={book.isPending}
              data-testid="hold"
            >
              {missing ?? t("desk.bookings.hold", { spot: spot?.name ?? "" })}
            </Button>
          </Card>
        </div>
      </form>
    </div>
  );
}
