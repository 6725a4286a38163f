import { Plus } from "lucide-react";
import { useState } from "react";
import type { Prices, Tariff } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Card } from "../Card";
import { Unfold } from "../Unfold";
import { PreviewBox } from "./PreviewBox";
import { WithdrawDialog } from "./WithdrawDialog";

interface Props {
  lot: WorkLot;
  prices: Prices;
}

/** The rate tables over time: what is to come, what holds, what held. */
export function RatesView({ lot, prices }: Props) {
  const { t } = useStaffI18n();
  const [leaving, setLeaving] = useState<Tariff | null>(null);
  const add = routes.admin(lot.slug, "prices", "new");
  const of = (state: Tariff["state"]) => prices.tables.filter((table) => table.state === state);
  if (prices.tables.length === 0)
    return (
      <Empty
        icon={<Plus size={26} aria-hidden />}
        text={t("desk.prices.none")}
        href={add}
        action={t("desk.prices.new")}
      />
    );
  const past = of("past");
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] xl:gap-4.5">
      <div className="grid grid-cols-1 gap-4">
        <div className="flex">
          <ButtonLink href={add} icon={<Plus size={18} aria-hidden />} testId="new-prices">
            {t("desk.prices.new")}
          </ButtonLink>
        </div>
        {of("coming").map((table) => (
          <TableCard key={table.id} lot={lot} table={table} onWithdraw={() => setLeaving(table)} />
        ))}
        {of("current").map((table) => (
          <TableCard key={table.id} lot={lot} table={table} />
        ))}
        {past.length > 0 ? (
          <Unfold text={t("desk.prices.past", { count: past.length })}>
            <div className="grid grid-cols-1 gap-4 pt-2">
              {past.map((table) => (
                <TableCard key={table.id} lot={lot} table={table} />
              ))}
            </div>
          </Unfold>
        ) : null}
      </div>
      <PreviewBox lot={lot} tables={[{ name: t("desk.prices.preview.kept"), table: null }]} />
      {leaving ? (
        <WithdrawDialog
          lot={lot}
          seen={leaving}
          table={prices.tables.find(({ id }) => id === leaving.id) ?? leaving}
          onClose={() => setLeaving(null)}
        />
      ) : null}
    </div>
  );
}

interface TableProps {
  lot: WorkLot;
  table: Tariff;
  onWithdraw?: () => void;
}

const LOOKS = {
  coming: "bg-held text-held-ink",
  current: "bg-free text-free-ink",
  past: "bg-shut text-shut-ink",
} as const;

/** A rate table as drivers read it, with tax, and when it holds. */
function TableCard({ lot, table, onWithdraw }: TableProps) {
  const { t, format } = useStaffI18n();
  const moment = (at: string) => `${format.date(at, lot.timeZone)} ${format.time(at, lot.timeZone)}`;
  const from = moment(table.validFrom);
  return (
    <Card
      title={table.name}
      testId={`prices-${table.state}`}
      action={
        <span className={`rounded-full px-3 py-1 text-s font-semibold ${LOOKS[table.state]}`}>
          {t(`desk.prices.state.${table.state}`)}
        </span>
      }
    >
      <p className="num mb-2 text-s text-ink-2">
        {table.validUntil
          ? t("desk.prices.fromTo", { from, to: moment(table.validUntil) })
          : t("desk.prices.from", { from })}
      </p>
      <dl className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-m">
        {table.words.map((line) => (
          <div key={line.label} className="contents">
            <dt>{line.label}</dt>
            <dd className="text-right font-medium">{format.money(line.amountSen, lot.currency)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-s text-ink-2">{t("desk.prices.withTax")}</p>
      <div className="mt-2 flex flex-wrap gap-x-2 gap-y-1">
        {onWithdraw ? (
          <>
            <ButtonLink
              tone="quiet"
              href={routes.admin(lot.slug, "prices", String(table.id))}
              label={t("desk.prices.changeOf", { name: table.name })}
              testId={`change-${table.id}`}
            >
              {t("desk.prices.change")}
            </ButtonLink>
            <Button
              tone="plain"
              aria-label={t("desk.prices.withdrawOf", { name: table.name })}
              data-testid={`withdraw-${table.id}`}
              onClick={onWithdraw}
            >
              {t("desk.prices.withdraw")}
            </Button>
          </>
        ) : null}
        <ButtonLink
          tone="plain"
          className={onWithdraw ? "" : "-ml-3"}
          href={`${routes.admin(lot.slug, "prices", "new")}?like=${table.id}`}
          label={t("desk.prices.likeOf", { name: table.name })}
        >
          {t("desk.prices.like")}
        </ButtonLink>
      </div>
    </Card>
  );
}
