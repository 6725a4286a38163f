import { useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import { usePrices } from "../../../api/admin/prices";
import type { Prices, Tariff } from "../../../api/admin/prices";
import { usePreviews, useSetPrices } from "../../../api/admin/setup";
import type { LotSetup, NewPrices, Terms } from "../../../api/admin/setup";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { Skeleton } from "../../../ui/Skeleton";
import { Switch } from "../../../ui/Switch";
import { Trouble, useTroubleText } from "../../../ui/Trouble";
import { useSettled } from "../../../ui/useSettled";
import { Card } from "../Card";
import { MoneyField, NumberField } from "../NumberFields";
import { MineOrTheirs } from "../MineOrTheirs";
import { bodyOf } from "../prices/draft";
import { stopAtWrong } from "../stopAtWrong";
import { Onward } from "./Onward";

/** Stays whose price is shown, in hours: short, usual, a day, and over night into the next. */
const EXAMPLES = [1, 3, 9, 24] as const;

/** The simplest prices there are: so much for each hour, at most so much for a day. */
export function PricesStep({ setup }: { setup: LotSetup }) {
  const prices = usePrices(setup.slug);
  // What the writing began from, which is no older than this visit; what comes meanwhile does not move it.
  const [base, setBase] = useState<Prices | null>(null);
  if (!base && prices.data && !prices.isFetching) setBase(prices.data);
  if (prices.data && base)
    return (
      <Form
        key={`${currentOf(base)?.id} ${base.terms.taxBasisPoints} ${base.terms.taxIncluded}`}
        setup={setup}
        base={base}
        theirs={prices.data}
        onTake={() => setBase(prices.data)}
      />
    );
  if (prices.isError) return <Trouble error={prices.error} onRetry={() => void prices.refetch()} />;
  return <Skeleton className="h-96 !rounded-card" />;
}

function currentOf(prices: Prices): Tariff | null {
  return prices.tables.find(({ state }) => state === "current") ?? null;
}

const BEATEN = ["tariff_changed", "lot_settings_changed"];

interface FormProps {
  setup: LotSetup;
  base: Prices;
  /** What there is by now. */
  theirs: Prices;
  onTake: () => void;
}

function Form({ setup, base, theirs, onTake }: FormProps) {
  const { t, format } = useStaffI18n();
  const [, navigate] = useLocation();
  const troubleText = useTroubleText();
  const save = useSetPrices(setup.slug);
  const { currency, terms } = base;
  const table = currentOf(base);
  const known = currentOf(theirs);
  const fields = useRef<HTMLDivElement>(null);
  const taxId = useId();
  const capId = useId();
  const [hourSen, setHourSen] = useState(table?.rateSen ?? 300);
  const [leastSen, setLeastSen] = useState(table?.minimumSen ?? 0);
  const [capSen, setCapSen] = useState(table ? table.dailyCapSen : 2000);
  const [percent, setPercent] = useState(terms.taxBasisPoints > 0 ? terms.taxBasisPoints / 100 : 6);
  const [hasTax, setHasTax] = useState(table ? terms.taxBasisPoints > 0 : false);
  const [isIncluded, setIsIncluded] = useState(terms.taxIncluded);
  const asked: NewPrices = {
    name: t("desk.start.tableName"),
    stepMinutes: 60,
    rateSen: hourSen,
    minimumSen: leastSen,
    dailyCapSen: capSen,
    multipliers: {},
    bands: [],
    validFrom: null,
  };
  const tax: Terms = {
    taxBasisPoints: hasTax ? Math.round(percent * 100) : 0,
    taxIncluded: hasTax && isIncluded,
  };
  const previews = usePreviews(
    setup.slug,
    useSettled(JSON.stringify({ prices: asked, terms: tax }), 300),
    EXAMPLES,
  );
  const failed = previews.find((one) => one.error)?.error;
  const wasBeaten = isProblem(save.error) && BEATEN.includes(save.error.code);

  function keep() {
    if (stopAtWrong(fields.current)) return;
    // After a conflict what they wrote has been seen.
    const seen = wasBeaten ? { prices: known, terms: theirs.terms } : { prices: table, terms };
    save.mutate(
      {
        prices: asked,
        terms: tax,
        seen: {
          prices: seen.prices && bodyOf(seen.prices),
          terms: { taxBasisPoints: seen.terms.taxBasisPoints, taxIncluded: seen.terms.taxIncluded },
        },
      },
      { onSuccess: () => navigate(routes.setUp(setup.slug, "payments")) },
    );
  }

  return (
    <>
      {known ? (
        <Notice tone="good" className="mb-4" testId="prices-there" title={t("desk.start.pricesThere")}>
          <Words table={known} currency={currency} />
        </Notice>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card title={t("desk.start.yourPrices")} testId="simple-prices">
          <div ref={fields} className="grid gap-4">
            <MoneyField
              label={t("desk.start.hour")}
              hint={t("desk.start.hourHint")}
              sen={hourSen}
              onChange={setHourSen}
              testId="hour-price"
            />
            <MoneyField
              label={t("desk.start.least")}
              hint={t("desk.start.leastHint")}
              sen={leastSen}
              onChange={setLeastSen}
              testId="least-price"
            />
            <div className="grid gap-2">
              <div className="flex items-center gap-3">
                <p id={capId} className="min-w-0 flex-1 font-medium">
                  {t("desk.start.cap")}
                </p>
                <Switch
                  labelledBy={capId}
                  on={capSen !== null}
                  onChange={(on) => setCapSen(on ? hourSen * 7 : null)}
                />
              </div>
              {capSen === null ? null : (
                <MoneyField
                  label={t("desk.start.capAmount")}
                  hint={t("desk.start.capHint")}
                  sen={capSen}
                  onChange={setCapSen}
                  testId="day-cap"
                />
              )}
            </div>
            <div className="grid gap-2">
              <div className="flex items-center gap-3">
                <div className="min-w-0 flex-1">
                  <p id={taxId} className="font-medium">
                    {t("desk.start.tax")}
                  </p>
                  <p className="text-s text-ink-2">{t("desk.start.taxText")}</p>
                </div>
                <Switch labelledBy={taxId} on={hasTax} onChange={setHasTax} testId="tax" />
              </div>
              {hasTax ? (
                <>
                  <NumberField
                    label={t("desk.start.taxRate")}
                    unit="%"
                    least={1}
                    most={50}
                    value={percent}
                    onChange={setPercent}
                    testId="tax-rate"
                  />
                  <Segmented
                    label={t("desk.start.taxHow")}
                    value={isIncluded ? "in" : "on"}
                    onChange={(how) => setIsIncluded(how === "in")}
                    options={[
                      { value: "on", label: t("desk.start.taxOnTop") },
                      { value: "in", label: t("desk.start.taxIncluded") },
                    ]}
                  />
                </>
              ) : null}
            </div>
          </div>
        </Card>
        <Card title={t("desk.start.examples")} testId="examples">
          <p className="-mt-1.5 text-m text-ink-2">{t("desk.start.examplesText")}</p>
          {failed ? (
            <Notice tone="bad" urgent className="mt-3">
              {troubleText(failed)}
            </Notice>
          ) : (
            <dl className="num mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-2.5" aria-live="polite">
              {EXAMPLES.map((hours, at) => {
                const preview = previews[at]?.data;
                return (
                  <div key={hours} className="contents">
                    <dt>{format.duration(hours * 60)}</dt>
                    <dd className="text-right" data-testid={`example-${hours}`}>
                      {preview ? (
                        <>
                          <b className="font-semibold">{format.money(preview.amountSen, currency)}</b>
                          {preview.taxSen > 0 ? (
                            <span className="block text-s text-ink-2">
                              {t("desk.start.ofWhichTax", { amount: format.money(preview.taxSen, currency) })}
                            </span>
                          ) : null}
                        </>
                      ) : (
                        <Skeleton className="h-5 w-20" />
                      )}
                    </dd>
                  </div>
                );
              })}
            </dl>
          )}
          {wasBeaten ? (
            <MineOrTheirs
              error={save.error}
              isSaving={save.isPending}
              onKeep={keep}
              onTake={() => {
                save.reset();
                onTake();
              }}
              className="mt-3"
            >
              {known ? <Words table={known} currency={currency} /> : null}
            </MineOrTheirs>
          ) : (
            <>
              {save.error ? (
                <Notice tone="bad" urgent className="mt-3" testId="prices-problem">
                  {troubleText(save.error)}
                </Notice>
              ) : null}
              <Button
                className="mt-4 w-full"
                tone={table ? "quiet" : "primary"}
                busy={save.isPending}
                data-testid="keep-prices"
                onClick={keep}
              >
                {t(table ? "desk.start.replacePrices" : "desk.start.keepPrices")}
              </Button>
            </>
          )}
          <p className="mt-2 text-s text-ink-2">{t("desk.start.moreLater")}</p>
        </Card>
      </div>
      <Onward step="prices" setup={setup} ready={setup.hasFloor && setup.hasPrices} />
    </>
  );
}

/** What a rate table says, as drivers read it. */
function Words({ table, currency }: { table: Tariff; currency: string }) {
  const { format } = useStaffI18n();
  return (
    <ul>
      {table.words.map((line) => (
        <li key={line.label} className="num">
          {line.label}: {format.money(line.amountSen, currency)}
        </li>
      ))}
    </ul>
  );
}
