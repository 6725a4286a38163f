import { ChevronLeft, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import type { SyntheticEvent } from "react";
import { useLocation } from "wouter";
import { useSavePrices } from "../../../api/admin/prices";
import type { Prices, Tariff, TariffBody } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { same } from "../../../lib/same";
import { toFieldValue, zoneCity } from "../../../lib/zoned";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Card } from "../Card";
import { useLeaveGuard } from "../useLeaveGuard";
import { BandFields } from "./BandFields";
import { bodyOf, draftOf, emptyBand, read, tableBefore } from "./draft";
import type { BandDraft, Draft } from "./draft";
import { PreviewBox } from "./PreviewBox";
import { PublishDialog } from "./PublishDialog";
import { TypeFields } from "./TypeFields";

interface Props {
  lot: WorkLot;
  prices: Prices;
  /** The table that is changed; null for a new one. */
  id: Tariff["id"] | null;
  start: Draft;
}

/** Writes a rate table: what it says, from when on, and what a stay would cost by it. */
export function TariffEditor({ lot, prices, id, start }: Props) {
  const { t } = useStaffI18n();
  const zone = lot.timeZone;
  const theirs = prices.tables.find((table) => table.id === id) ?? null;
  // What the writing began from; what comes from the server meanwhile does not move it.
  const [base, setBase] = useState({ draft: start, seen: theirs && bodyOf(theirs) });
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const [publishing, setPublishing] = useState<TariffBody | null>(null);
  const save = useSavePrices(lot.slug);
  useLeaveGuard(!same(draft, base.draft) && !save.isPending && !save.isSuccess);
  const [, navigate] = useLocation();
  // Only now does nothing hold who has published.
  useEffect(() => {
    if (save.isSuccess) navigate(routes.admin(lot.slug, "prices"));
  }, [save.isSuccess, navigate, lot.slug]);
  const written = read(draft, zone, serverNow());
  // What would hold without them: a name and a beginning that is over do not matter to a price.
  const sketch = read(named(draft), zone, 0).body;
  const before = tableBefore(prices.tables, id, sketch?.validFrom ?? null);
  const faultOf = (field: string) => {
    const fault = tried ? written.faults?.[field] : undefined;
    return fault ? t(`desk.prices.fault.${fault}`) : null;
  };
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const changeBand = (at: number, band: BandDraft) =>
    change({ bands: draft.bands.map((one, i) => (i === at ? band : one)) });

  /** Goes on with what somebody else has written meanwhile. */
  function take(table: Tariff) {
    const draft = draftOf(table, toFieldValue(new Date(table.validFrom), zone));
    setBase({ draft, seen: bodyOf(table) });
    setDraft(draft);
    setPublishing(null);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setTried(true);
    if (!written.body) return;
    save.reset();
    setPublishing(written.body);
  }

  const text = (name: "rate" | "minimum" | "cap", required = false) => ({
    name,
    inputMode: "decimal" as const,
    autoComplete: "off",
    required,
    label: t(`desk.prices.${name}`),
    error: faultOf(name),
    value: draft[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });

  return (
    <form
      noValidate
      onSubmit={submit}
      className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] xl:gap-4.5"
      data-testid="tariff-editor"
    >
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <div className="-mb-2 flex">
          <ButtonLink
            tone="plain"
            href={routes.admin(lot.slug, "prices")}
            icon={<ChevronLeft size={18} aria-hidden />}
          >
            {t("desk.prices.all")}
          </ButtonLink>
        </div>
        <Card title={t(id === null ? "desk.prices.newTitle" : "desk.prices.changeTitle")}>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Field
              name="name"
              label={t("desk.prices.name")}
              hint={t("desk.prices.nameHint")}
              error={faultOf("name")}
              maxLength={60}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
            <Field
              type="datetime-local"
              name="valid-from"
              label={t("desk.prices.validFrom", { city: zoneCity(zone) })}
              hint={t("desk.prices.validFromHint")}
              error={faultOf("validFrom")}
              value={draft.validFrom}
              onChange={(event) => change({ validFrom: event.target.value })}
            />
            <Field
              {...text("rate", true)}
              hint={t(prices.terms.taxIncluded ? "desk.prices.rateWithTax" : "desk.prices.rateBeforeTax")}
            />
            <Field
              name="step"
              label={t("desk.prices.step")}
              hint={t("desk.prices.stepHint")}
              inputMode="numeric"
              autoComplete="off"
              error={faultOf("step")}
              value={draft.step}
              onChange={(event) => change({ step: event.target.value })}
            />
            <Field {...text("minimum")} hint={t("desk.prices.minimumHint")} />
            <Field {...text("cap")} hint={t("desk.prices.capHint")} />
          </div>
        </Card>
        <Card title={t("desk.prices.types")}>
          <TypeFields draft={draft} currency={lot.currency} faultOf={faultOf} onChange={change} />
        </Card>
        <Card title={t("desk.prices.bands")}>
          <p className="mb-3 text-s text-ink-2">{t("desk.prices.bandsText")}</p>
          <ol className="grid grid-cols-1 gap-3">
            {draft.bands.map((band, i) => (
              <BandFields
                key={band.key}
                number={i}
                band={band}
                faultOf={(field) => faultOf(`bands.${i}.${field}`)}
                onChange={(next) => changeBand(i, next)}
                onEarlier={i === 0 ? null : () => change({ bands: swapped(draft.bands, i) })}
                onRemove={() => change({ bands: draft.bands.filter((one) => one !== band) })}
              />
            ))}
          </ol>
          <Button
            tone="quiet"
            className="mt-3"
            icon={<Plus size={17} aria-hidden />}
            data-testid="add-band"
            disabled={draft.bands.length >= 20}
            onClick={() =>
              change({
                bands: [...draft.bands, emptyBand(Math.max(-1, ...draft.bands.map(({ key }) => key)) + 1)],
              })
            }
          >
            {t("desk.prices.addBand")}
          </Button>
        </Card>
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-4 xl:sticky xl:top-4.5">
        <PreviewBox
          lot={lot}
          tables={[
            ...(before ? [{ name: t("desk.prices.preview.before"), table: bodyOf(before) }] : []),
            { name: t("desk.prices.preview.new"), table: sketch ?? undefined },
          ]}
        />
        {tried && written.faults ? (
          <Notice tone="bad" urgent testId="faults">
            {t("desk.prices.faults", { count: Object.keys(written.faults).length })}
          </Notice>
        ) : null}
        <Button type="submit" data-testid="publish">
          {t(id === null ? "desk.prices.publish" : "desk.prices.saveChange")}
        </Button>
      </div>
      {publishing ? (
        <PublishDialog
          lot={lot}
          id={id}
          before={before}
          after={publishing}
          seen={id === null ? before && bodyOf(before) : base.seen}
          theirs={theirs}
          save={save}
          onTake={take}
          onClose={() => setPublishing(null)}
        />
      ) : null}
    </form>
  );
}

function named(draft: Draft): Draft {
  return draft.name.trim() === "" ? { ...draft, name: "–" } : draft;
}

/** With that band and the one before it in each other's place. */
function swapped(bands: readonly BandDraft[], at: number): BandDraft[] {
  const next = [...bands];
  next.splice(at - 1, 0, ...next.splice(at, 1));
  return next;
}
