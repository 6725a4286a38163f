import { useEffect, useRef } from "react";
import type { SpaceType } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { landmarkSigns, spotSigns } from "../../map/signs";
import { Chip } from "../../ui/Chip";
import { SignIcon } from "../../ui/SpotSign";
import { priceLimits } from "./spots";
import type { Kind, Prices, Wanted } from "./spots";

const KINDS: readonly Kind[] = ["ev", "oku", "vip", "motorcycle"];

interface Props {
  types: readonly SpaceType[];
  /** The floor has one to be near to. */
  withLift: boolean;
  prices: Prices;
  currency: string;
  /** The time that the prices are for. */
  minutes: number;
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
  wrap?: boolean;
}

/** What the spot must be and may cost. Only what the lot has is offered. */
export function Filters({
  types,
  withLift,
  prices,
  currency,
  minutes,
  wanted,
  onChange,
  wrap = false,
}: Props) {
  const { t, format } = useI18n();
  const row = useRef<HTMLDivElement>(null);
  // Where the row runs out of sight, what is chosen is seen first.
  useEffect(() => {
    row.current?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, []);
  const span = t("filter.span", { duration: format.duration(minutes) });
  function toggle(kind: Kind) {
    const kinds = new Set(wanted.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    onChange({ ...wanted, kinds });
  }
  const most = wanted.upTo ? prices.get(wanted.upTo) : undefined;
  return (
    <div
      ref={row}
      role="group"
      aria-label={t("filter.title")}
      className={
        wrap ? "flex flex-wrap gap-2" : "-mx-4 flex gap-2 overflow-x-auto px-4 [scrollbar-width:none]"
      }
    >
      {prices.size > 0 ? (
        <span aria-hidden="true" className="num shrink-0 self-center text-s text-ink-2">
          {span}
        </span>
      ) : null}
      {KINDS.filter((kind) => types.includes(kind)).map((kind) => {
        const amountSen = prices.get(kind);
        return (
          <Chip
            key={kind}
            pressed={wanted.kinds.has(kind)}
            onClick={() => toggle(kind)}
            icon={<SignIcon sign={spotSigns[kind]} size={14} />}
          >
            {t(`filter.${kind}`)}{" "}
            {amountSen === undefined ? null : (
              <span className="num font-normal">
                {format.money(amountSen, currency)}
                <span className="sr-only"> {span}</span>
              </span>
            )}
          </Chip>
        );
      })}
      {withLift || wanted.nearLift ? (
        <Chip
          pressed={wanted.nearLift}
          onClick={() => onChange({ ...wanted, nearLift: !wanted.nearLift })}
          icon={<SignIcon sign={landmarkSigns.lift} size={14} />}
        >
          {t("filter.nearLift")}
        </Chip>
      ) : null}
      {priceLimits(prices).map(({ upTo, amountSen }) => (
        <Chip
          key={amountSen}
          pressed={most === amountSen}
          onClick={() => onChange({ ...wanted, upTo: most === amountSen ? null : upTo })}
        >
          <span className="num">
            {t("filter.upTo", { amount: format.money(amountSen, currency) })}
            <span className="sr-only"> {span}</span>
          </span>
        </Chip>
      ))}
    </div>
  );
}
