import { useState } from "react";
import { useSearchParams } from "wouter";
import { LEAST_TYPED, useFoundPeople } from "../../../api/admin/people";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";
import { useSettled } from "../../../ui/useSettled";
import type { SectionProps } from "../AdminPage";
import { Card } from "../Card";
import { NotYours } from "../Doors";
import { Rows } from "../Rows";
import { SectionHead } from "../SectionHead";
import { DataDialogs } from "./DataDialogs";
import type { DataVerb } from "./DataDialogs";
import { Guest } from "./Guest";
import { PersonRow } from "./PersonRow";

const TYPING_MS = 300;

/** Who parks here: people are of no single car park, so this takes a role at all of them. */
export default function PeoplePage({ lot, work }: SectionProps) {
  return work.everywhere.includes("manage_people") ? <People lot={lot} /> : <NotYours lot={lot} />;
}

function People({ lot }: Pick<SectionProps, "lot">) {
  const { t } = useStaffI18n();
  const [query, setQuery] = useSearchParams();
  const [typed, setTyped] = useState(query.get("q") ?? "");
  const q = useSettled(typed.trim(), TYPING_MS);
  const found = useFoundPeople(q);
  const [doing, setDoing] = useState<DataVerb | null>(null);
  const people = found.data?.people;
  const guests = found.data?.guests ?? [];

  return (
    <div className="max-w-[64rem]">
      <SectionHead title={t("desk.people")} text={t("desk.people.text")} />
      <form
        role="search"
        className="glass mt-4 rounded-card px-4.5 py-4"
        onSubmit={(event) => event.preventDefault()}
      >
        <Field
          type="search"
          label={t("desk.people.search")}
          hint={t("desk.people.searchHint")}
          value={typed}
          maxLength={80}
          autoComplete="off"
          data-testid="search"
          onChange={(event) => {
            setTyped(event.target.value);
            setQuery(event.target.value ? { q: event.target.value } : {}, { replace: true });
          }}
        />
      </form>
      <div className="mt-4 grid grid-cols-1 gap-4" aria-busy={found.isPlaceholderData}>
        {q.length < LEAST_TYPED ? (
          <p className="glass rounded-card px-6 py-12 text-center text-ink-2" role="status">
            {t("desk.people.start")}
          </p>
        ) : people?.length === 0 && guests.length > 0 ? null : (
          <Card title={t("desk.people.accounts")} testId="accounts">
            <Rows rows={people} of={found} none={t("desk.people.none")}>
              {(rows) => (
                <ul>
                  {rows.map((person) => (
                    <PersonRow key={person.id} lot={lot} person={person} onData={setDoing} />
                  ))}
                </ul>
              )}
            </Rows>
          </Card>
        )}
        {q.length >= LEAST_TYPED && guests.length > 0 ? (
          <Card title={t("desk.people.guests")} testId="guests">
            <p className="text-m text-ink-2">{t("desk.people.guestsText")}</p>
            <ul className="mt-1">
              {guests.map((email) => (
                <Guest key={email} lot={lot} email={email} onData={setDoing} />
              ))}
            </ul>
          </Card>
        ) : null}
        {q.length >= LEAST_TYPED && found.data?.hasMore ? (
          <p className="px-1 text-m text-ink-2" data-testid="cut">
            {t("desk.people.more")}
          </p>
        ) : null}
      </div>
      {doing ? <DataDialogs doing={doing} onClose={() => setDoing(null)} /> : null}
    </div>
  );
}
