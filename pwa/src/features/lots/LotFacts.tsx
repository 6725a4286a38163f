import { Navigation } from "lucide-react";
import { useState } from "react";
import type { Lot } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { DirectionsDialog } from "../booking/DirectionsDialog";
import { hoursByDays, isWholeDay, spelt } from "./lots";

/** The way to a lot, its prices, hours and refunds, in words. With `onClose`, on a sheet of its own. */
export function LotFacts({ lot, onClose }: { lot: Lot; onClose?: () => void }) {
  const { t } = useI18n();
  return onClose ? (
    <Dialog title={t("lot.facts")} onClose={onClose}>
      <Facts lot={lot} />
    </Dialog>
  ) : (
    <Facts lot={lot} />
  );
}

function Facts({ lot }: { lot: Lot }) {
  const { t, format } = useI18n();
  const [going, setGoing] = useState(false);
  const heading = "mb-1.5 text-s font-semibold text-ink-2";
  return (
    <div className="grid gap-5 text-m">
      <Button
        tone="quiet"
        icon={<Navigation size={17} aria-hidden />}
        data-testid="directions"
        onClick={() => setGoing(true)}
      >
        {t("booking.directions")}
      </Button>
      {going ? <DirectionsDialog lot={lot} onClose={() => setGoing(false)} /> : null}
      <section>
        <h3 className={heading}>{t("facts.prices")}</h3>
        <dl className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {lot.rates.map((rate) => (
            <div key={rate.label} className="contents">
              <dt>{rate.label}</dt>
              <dd className="text-right font-medium">{format.money(rate.amountSen, lot.currency)}</dd>
            </div>
          ))}
        </dl>
        {Number(lot.tax.percent) > 0 ? (
          <p className="mt-1.5 text-s text-ink-2">
            {t(lot.tax.included ? "facts.taxIncluded" : "facts.taxApart", { percent: lot.tax.percent })}
          </p>
        ) : null}
      </section>
      <section>
        <h3 className={heading}>{t("facts.hours")}</h3>
        <dl className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {hoursByDays(lot).map(({ from, to, hours }) => (
            <div key={from} className="contents">
              <dt>
                {from === to ? format.weekday(from) : `${format.weekday(from)} – ${format.weekday(to)}`}
              </dt>
              <dd className="text-right">
                {hours.length === 0
                  ? t("facts.closed")
                  : hours.every(isWholeDay)
                    ? t("lot.openAlways")
                    : spelt(hours)}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {lot.specialDays.length > 0 ? (
        <section data-testid="special-days">
          <h3 className={heading}>{t("facts.special")}</h3>
          <dl className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
            {lot.specialDays.map(({ date, opens, closes }) => (
              <div key={`${date} ${opens}`} className="contents">
                <dt>{format.calendarDay(date)}</dt>
                <dd className="text-right">
                  {opens && closes ? spelt([{ opens, closes }]) : t("facts.closed")}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      <section>
        <h3 className={heading}>{t("facts.refunds")}</h3>
        <ul className="grid gap-1">
          {lot.cancellationPolicy
            .filter((rule) => rule.refundPercent > 0)
            .map((rule) => (
              <li key={rule.hoursBefore}>
                {t("facts.refund", { percent: rule.refundPercent, count: rule.hoursBefore })}
              </li>
            ))}
        </ul>
      </section>
      {lot.houseRules ? (
        <section>
          <h3 className={heading}>{t("facts.rules")}</h3>
          <p className="[overflow-wrap:anywhere] whitespace-pre-line" data-testid="house-rules">
            {lot.houseRules}
          </p>
        </section>
      ) : null}
      <Contact lot={lot} heading={heading} />
      {lot.photos.length > 0 ? (
        <section data-testid="lot-photos">
          <h3 className={heading}>{t("facts.photos")}</h3>
          <ul className="grid grid-cols-2 gap-2">
            {lot.photos.map(({ url, alt }, at) => (
              <li key={url} className="only:col-span-2">
                <img
                  src={url}
                  alt={alt || t("facts.photo", { number: at + 1, lot: lot.name })}
                  loading="lazy"
                  className="aspect-[4/3] w-full rounded-box bg-shut object-cover"
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

/** Whom to ask; nothing where the operator says nothing. */
function Contact({ lot, heading }: { lot: Lot; heading: string }) {
  const { t } = useI18n();
  const ways = [
    ...(lot.contact.includes("@") ? [{ href: `mailto:${lot.contact}`, text: lot.contact }] : []),
    ...(lot.phone ? [{ href: `tel:${lot.phone.replace(/[^+\d]/g, "")}`, text: lot.phone }] : []),
    ...(lot.whatsapp ? [{ href: `https://wa.me/${lot.whatsapp}`, text: t("facts.whatsapp") }] : []),
  ];
  if (ways.length === 0) return null;
  return (
    <section data-testid="lot-contact">
      <h3 className={heading}>{t("facts.contact")}</h3>
      <ul className="flex flex-wrap gap-x-4">
        {ways.map(({ href, text }) => (
          <li key={href}>
            <a
              href={href}
              rel="noopener noreferrer"
              className="inline-flex min-h-11 items-center font-semibold [overflow-wrap:anywhere] text-accent underline underline-offset-2"
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
