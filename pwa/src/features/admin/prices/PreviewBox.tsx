import { useState } from "react";
import { usePreview } from "../../../api/admin/prices";
import type { PreviewBody, TariffBody } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import type { SpaceType } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { addDays, dayOf, fromFieldValue, instantOf, toFieldValue, weekdayOf } from "../../../lib/zoned";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { SelectField } from "../../../ui/SelectField";
import { useTroubleText } from "../../../ui/Trouble";
import { useSettled } from "../../../ui/useSettled";
import { PriceLines } from "../../booking/PriceLines";
import { Card } from "../Card";
import { SPACE_TYPES } from "./draft";

export interface PreviewOf {
  name: string;
  /** Null: what is kept, by the stay's start; undefined: not yet sound enough to be asked for. */
  table: TariffBody | null | undefined;
}

interface Props {
  lot: WorkLot;
  /** Each is asked for the same stay, and told beside the others. */
  tables: readonly PreviewOf[];
}

const SETTLED_MS = 300;

/** "What would Tuesday 9 to 11 cost?": at first a stay that no cap bounds, so that another rate is seen. */
export function PreviewBox({ lot, tables }: Props) {
  const { t } = useStaffI18n();
  const zone = lot.timeZone;
  const [from, setFrom] = useState(() => toFieldValue(nextTuesday(zone, 9), zone));
  const [to, setTo] = useState(() => toFieldValue(nextTuesday(zone, 11), zone));
  const [type, setType] = useState<SpaceType>("standard");
  const [code, setCode] = useState("");
  const startsAt = fromFieldValue(from, zone);
  const endsAt = fromFieldValue(to, zone);
  const reversed = startsAt !== null && endsAt !== null && endsAt <= startsAt;
  const stay =
    startsAt && endsAt && !reversed
      ? {
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          type,
          promoCode: code.trim() === "" ? null : code.trim(),
        }
      : null;
  return (
    <Card title={t("desk.prices.preview")} testId="preview">
      <p className="mb-3 text-s text-ink-2">{t("desk.prices.preview.text")}</p>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-3">
        <Field
          type="datetime-local"
          name="preview-from"
          label={t("desk.prices.preview.from")}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          type="datetime-local"
          name="preview-to"
          label={t("desk.prices.preview.to")}
          error={reversed ? t("desk.prices.preview.reversed") : null}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <SelectField
          label={t("desk.kind")}
          value={type}
          onChange={setType}
          testId="preview-type"
          options={SPACE_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        />
        <Field
          name="preview-code"
          label={t("desk.prices.preview.code")}
          maxLength={24}
          autoComplete="off"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <div
        className="mt-4 grid grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))] gap-4"
        aria-live="polite"
      >
        {tables.map(({ name, table }) => (
          <Answer
            key={name}
            slug={lot.slug}
            name={name}
            body={stay === null || table === undefined ? null : { ...stay, table }}
            unsound={table === undefined}
          />
        ))}
      </div>
    </Card>
  );
}

interface AnswerProps {
  slug: string;
  name: string;
  body: PreviewBody | null;
  unsound: boolean;
}

function Answer({ slug, name, body, unsound }: AnswerProps) {
  const { t, format } = useStaffI18n();
  const settled = useSettled(JSON.stringify(body), SETTLED_MS);
  const preview = usePreview(slug, JSON.parse(settled) as PreviewBody | null);
  const troubleText = useTroubleText();
  const told = preview.data;
  return (
    <div role="group" className="min-w-0" aria-label={name} data-testid="preview-answer">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 pb-2">
        <span className="text-m font-semibold text-ink-2">{name}</span>{" "}
        <span className="num text-xl font-bold tracking-tight" data-testid="preview-total">
          {told && body && !preview.error ? format.money(told.amountSen, told.currency) : "–"}
        </span>
      </h3>
      {unsound ? (
        <p className="text-s text-ink-2">{t("desk.prices.preview.unsound")}</p>
      ) : preview.error ? (
        <Notice tone="bad">{troubleText(preview.error)}</Notice>
      ) : told && body ? (
        <>
          <PriceLines lines={told.lines} currency={told.currency} />
          {told.taxIncluded && told.taxSen > 0 ? (
            <p className="num mt-1.5 text-s text-ink-2">
              {t("desk.prices.preview.taxIn", { amount: format.money(told.taxSen, told.currency) })}
            </p>
          ) : null}
          {told.promo?.message ? (
            <Notice tone="wait" className="mt-2">
              {told.promo.message}
            </Notice>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

/** A weekday in the middle of the week, which is neither today nor far away. */
function nextTuesday(zone: string, hour: number): Date {
  const today = dayOf(new Date(serverNow()), zone);
  const ahead = ((8 - weekdayOf(today)) % 7) + (weekdayOf(today) === 1 ? 7 : 0);
  return instantOf({ ...addDays(today, ahead), hour, minute: 0 }, zone);
}
