import { usePrices } from "../../../api/admin/prices";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import type { SectionProps } from "../AdminPage";
import { SectionHead } from "../SectionHead";
import { SubNav } from "../SubNav";
import { PromosView } from "./PromosView";
import { RatesView } from "./RatesView";
import { TariffPage } from "./TariffPage";
import { TermsView } from "./TermsView";

/** What parking costs: rate tables, promo codes, and the terms beside them. */
export default function PricesPage({ lot, item }: SectionProps) {
  const { t } = useStaffI18n();
  const prices = usePrices(lot.slug);
  const view = item === "codes" || item === "terms" ? item : "rates";
  const at = (name?: string) => routes.admin(lot.slug, "prices", name);
  return (
    <div className="grid max-w-[80rem] grid-cols-1 gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <SectionHead title={t("desk.prices")} text={t("desk.prices.text", { lot: lot.name })} />
        <SubNav
          label={t("desk.prices")}
          views={[
            { href: at(), text: t("desk.prices.rates"), here: view === "rates", testId: "view-rates" },
            { href: at("codes"), text: t("desk.prices.codes"), here: view === "codes", testId: "view-codes" },
            { href: at("terms"), text: t("desk.prices.terms"), here: view === "terms", testId: "view-terms" },
          ]}
        />
      </div>
      {view === "codes" ? (
        <PromosView lot={lot} />
      ) : prices.data ? (
        view === "terms" ? (
          <TermsView lot={lot} terms={prices.data.terms} />
        ) : item === undefined ? (
          <RatesView lot={lot} prices={prices.data} />
        ) : (
          <TariffPage key={item} lot={lot} prices={prices.data} item={item} />
        )
      ) : prices.error ? (
        <Trouble error={prices.error} onRetry={() => void prices.refetch()} />
      ) : (
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-2" aria-hidden="true">
          <Skeleton className="h-80 !rounded-card" />
          <Skeleton className="h-80 !rounded-card" />
        </div>
      )}
    </div>
  );
}
