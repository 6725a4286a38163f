import { useDeferredValue, useMemo, useState } from "react";
import type { SpaceId } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Floor, Spot } from "../../map/floor";
import type { Ways } from "../../map/ways";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { Segmented } from "../../ui/Segmented";
import { FindSpot } from "./FindSpot";
import { listSpots, statesOf } from "./spots";
import type { Order, Prices, SpotsTaken } from "./spots";
import { SpotRow } from "./SpotRow";
import { useFloorNews } from "./useFloorNews";

interface Props {
  floor: Floor;
  ways: Ways;
  /** Undefined while it is not known who stands where. */
  availability: SpotsTaken | undefined;
  prices: Prices;
  arePricesOld: boolean;
  currency: string;
  matches: ReadonlySet<SpaceId> | null;
  mine: SpaceId | null;
  onChoose: (spot: Spot) => void;
  onShow: (spot: Spot) => void;
}

const PAGE = 60;
const NONE: SpotsTaken["taken"] = [];

/** The floor in words: all that the map shows and does. */
export default function SpotList(props: Props) {
  const { floor, ways, availability, prices, matches, mine } = props;
  const { t } = useI18n();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const [order, setOrder] = useState<Order>("near");
  const [freeOnly, setFreeOnly] = useState(false);
  const [shown, setShown] = useState(PAGE);

  const taken = availability?.taken ?? NONE;
  const states = useMemo(() => statesOf(taken), [taken]);
  const asked = availability ? `${availability.from} ${availability.to}` : "";
  // The list is laid anew by what the driver does, not by what others do.
  const laidFor = [asked, wanted, order, freeOnly, matches] as const;
  const [laid, setLaid] = useState({ laidFor, states });
  if (laidFor.some((part, i) => part !== laid.laidFor[i])) setLaid({ laidFor, states });
  const wereFree = useMemo(
    () => new Set(floor.spots.filter(({ id }) => !laid.states.has(id)).map(({ id }) => id)),
    [floor, laid],
  );
  const rows = useMemo(
    () => listSpots({ floor, ways, prices, taken, matches, query: wanted, order, freeOnly, wereFree }),
    [floor, ways, prices, taken, matches, wanted, order, freeOnly, wereFree],
  );
  const news = useFloorNews(floor, states, asked);
  const free = rows.filter((row) => row.state === "free").length;

  return (
    <div className="mx-auto w-full max-w-2xl px-4 pt-1 pb-6" data-testid="spot-list">
      <div className="grid gap-2 pb-3">
        <div className="flex gap-2">
          <FindSpot
            query={query}
            onQuery={setQuery}
            className="min-w-0 flex-1 focus-within:outline-offset-1"
          />
          <Chip pressed={freeOnly} onClick={() => setFreeOnly(!freeOnly)}>
            {t("list.freeOnly")}
          </Chip>
        </div>
        <Segmented
          label={t("list.order")}
          value={order}
          options={(["near", "price", "label"] as const).map((value) => ({
            value,
            label: t(`list.${value}`),
          }))}
          onChange={setOrder}
        />
      </div>
      {rows.length === 0 ? (
        <p role="status" className="px-4 py-10 text-center text-ink-2">
          {wanted ? t("list.noLabel", { query: wanted }) : freeOnly ? t("list.noneFree") : t("list.none")}
        </p>
      ) : (
        <p className="num pb-2 text-s text-ink-2">
          {availability ? t("list.found", { count: rows.length, free }) : t("lot.freeUnknown")}
        </p>
      )}
      <p className="sr-only" aria-live="polite" data-testid="floor-news">
        {news}
      </p>
      <ul className="grid gap-2">
        {rows.slice(0, shown).map((row) => (
          <li key={row.spot.id}>
            <SpotRow
              row={row}
              isMine={row.spot.id === mine}
              known={availability !== undefined}
              currency={props.currency}
              isPriceOld={props.arePricesOld}
              onChoose={() => props.onChoose(row.spot)}
              onShow={() => props.onShow(row.spot)}
            />
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <Button tone="quiet" className="mt-3 w-full" onClick={() => setShown((count) => count + PAGE)}>
          {t("list.more", { count: rows.length - shown })}
        </Button>
      ) : null}
    </div>
  );
}
