import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Prices } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { addDays, dayOf, instantOf, toFieldValue } from "../../../lib/zoned";
import { routes } from "../../../routes";
import { Empty } from "../../../ui/Empty";
import { Tags } from "lucide-react";
import { draftOf, emptyDraft } from "./draft";
import { TariffEditor } from "./TariffEditor";

interface Props {
  lot: WorkLot;
  prices: Prices;
  /** "new", or the id of a table that is to come. */
  item: string;
}

/** New prices, begun with those that hold; or a change of prices to come. */
export function TariffPage({ lot, prices, item }: Props) {
  const { t } = useStaffI18n();
  const [query] = useSearchParams();
  const [tomorrow] = useState(() => startOfTomorrow(lot.timeZone));
  const current = prices.tables.find(({ state }) => state === "current") ?? null;
  if (item === "new") {
    const like = prices.tables.find(({ id }) => String(id) === query.get("like")) ?? current;
    const draft = like ? { ...draftOf(like, tomorrow), name: "" } : emptyDraft(tomorrow);
    return <TariffEditor lot={lot} prices={prices} id={null} start={draft} />;
  }
  const table = prices.tables.find(({ id, state }) => String(id) === item && state === "coming");
  if (!table)
    return (
      <Empty
        icon={<Tags size={26} aria-hidden />}
        text={t("desk.prices.notComing")}
        href={routes.admin(lot.slug, "prices")}
        action={t("desk.prices.all")}
      />
    );
  const start = draftOf(table, toFieldValue(new Date(table.validFrom), lot.timeZone));
  return <TariffEditor lot={lot} prices={prices} id={table.id} start={start} />;
}

function startOfTomorrow(zone: string): string {
  const day = addDays(dayOf(new Date(serverNow()), zone), 1);
  return toFieldValue(instantOf({ ...day, hour: 0, minute: 0 }, zone), zone);
}
