import { CalendarPlus, X } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { useFoundBookings } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { SelectField } from "../../../ui/SelectField";
import { useSettled } from "../../../ui/useSettled";
import { Card } from "../Card";
import { moreOf, Rows } from "../Rows";
import { SectionHead } from "../SectionHead";
import { FoundBookings } from "./FoundBookings";
import { readAsked, searchOf, STATUSES } from "./search";
import type { Asked } from "./search";

/** Long enough for who types a plate. */
const TYPING_MS = 300;

/** The lot's bookings, searched by whatever somebody at the counter can say. */
export function SearchPage({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const [query, setQuery] = useSearchParams();
  const [asked, setAsked] = useState<Asked>(() => readAsked(query));
  const settled = useSettled(asked, TYPING_MS);
  const found = useFoundBookings(lot.slug, searchOf(settled, lot.timeZone));
  const isFiltered = asked.q !== "" || asked.status !== "" || asked.day !== "";

  function ask(change: Partial<Asked>) {
    const next = { ...asked, ...change };
    setAsked(next);
    // The address keeps it, so that the way back from a booking leads here.
    setQuery(new URLSearchParams(Object.entries(next).filter(([, value]) => value !== "")), {
      replace: true,
    });
  }

  return (
    <div className="max-w-[80rem]">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SectionHead title={t("desk.bookings")} text={t("desk.bookings.text", { lot: lot.name })} />
        {lot.permissions.includes("change_bookings") ? (
          <ButtonLink
            href={routes.newBooking(lot.slug)}
            icon={<CalendarPlus size={18} aria-hidden />}
            testId="new-booking"
          >
            {t("desk.bookings.new")}
          </ButtonLink>
        ) : null}
      </div>
      <form
        role="search"
        className="glass mt-4 grid grid-cols-2 items-start gap-3 rounded-card px-4.5 py-4 lg:grid-cols-[minmax(0,1fr)_13rem_12rem_auto]"
        onSubmit={(event) => event.preventDefault()}
      >
        <Field
          type="search"
          label={t("desk.bookings.search")}
          hint={t("desk.bookings.searchHint")}
          className="col-span-2 lg:col-span-1"
          value={asked.q}
          maxLength={80}
          autoComplete="off"
          data-testid="search"
          onChange={(event) => ask({ q: event.target.value })}
        />
        <SelectField
          label={t("desk.bookings.status")}
          value={asked.status}
          testId="status"
          options={[
            { value: "", label: t("desk.bookings.anyStatus") },
            ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
          onChange={(status) => ask({ status })}
        />
        <Field
          type="date"
          label={t("desk.bookings.day")}
          value={asked.day}
          data-testid="day"
          onChange={(event) => ask({ day: event.target.value })}
        />
        {isFiltered ? (
          <Button
            tone="plain"
            className="col-span-2 lg:col-span-1 lg:mt-6"
            icon={<X size={17} aria-hidden />}
            onClick={() => ask({ q: "", status: "", day: "" })}
          >
            {t("desk.bookings.clear")}
          </Button>
        ) : null}
      </form>
      <div className="mt-4" aria-busy={found.isPlaceholderData}>
        <Card title={t("desk.bookings.found")} testId="found">
          <Rows
            rows={found.data?.pages.flatMap((page) => page.bookings)}
            of={found}
            none={t(isFiltered ? "desk.bookings.none" : "desk.bookings.noneYet")}
            more={moreOf(found, t("desk.bookings.more"))}
          >
            {(bookings) => <FoundBookings lot={lot} bookings={bookings} />}
          </Rows>
        </Card>
      </div>
    </div>
  );
}
