import clsx from "clsx";
import { Link } from "wouter";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import type { SectionProps } from "../AdminPage";
import { SectionHead } from "../SectionHead";
import { Approvals } from "./Approvals";
import { ByHand } from "./ByHand";
import { Discrepancies } from "./Discrepancies";
import { OpenPayments } from "./OpenPayments";
import { PayOuts } from "./PayOuts";
import { useCounts } from "./useCounts";

const TABS = ["approve", "byhand", "open", "odd", "payouts"] as const;
type Tab = (typeof TABS)[number];

/** What of a lot's money needs a person. */
export default function MoneyPage({ lot, work, item }: SectionProps) {
  const { t } = useStaffI18n();
  const tab = TABS.find((one) => one === item) ?? "approve";
  const seesStray = work.everywhere.includes("handle_money");
  return (
    <div className="max-w-[72rem]">
      <SectionHead title={t("desk.money")} text={t("desk.money.text", { lot: lot.name })} />
      <Tabs lot={lot} tab={tab} />
      <p className="mt-4 mb-3 px-1 text-m text-ink-2">{t(`desk.money.${tab}.text`)}</p>
      {tab === "approve" ? <Approvals lot={lot} /> : null}
      {tab === "byhand" ? <ByHand lot={lot} /> : null}
      {tab === "open" ? <OpenPayments lot={lot} /> : null}
      {tab === "odd" ? <Discrepancies lot={lot} seesStray={seesStray} /> : null}
      {tab === "payouts" ? <PayOuts lot={lot} /> : null}
    </div>
  );
}

/** The parts, each with how much there is to do. */
function Tabs({ lot, tab }: { lot: WorkLot; tab: Tab }) {
  const { t, format } = useStaffI18n();
  const counts = useCounts(lot.slug);
  return (
    <nav
      aria-label={t("desk.money.tabs")}
      className="mt-4 grid grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] gap-2.5"
    >
      {TABS.map((name) => {
        const count = counts[name];
        return (
          <Link
            key={name}
            href={routes.admin(lot.slug, "money", name)}
            aria-current={name === tab ? "page" : undefined}
            data-testid={`tab-${name}`}
            className={clsx(
              "num flex min-h-14 min-w-0 items-center justify-between gap-1.5 rounded-[20px] border px-3 py-2.5 font-semibold sm:px-4 transition-colors",
              name === tab
                ? "border-transparent bg-accent text-accent-ink"
                : "glass text-ink hover:bg-accent-soft",
            )}
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">{t(`desk.money.tab.${name}`)}</span>{" "}
            {count === undefined ? null : (
              <span
                data-testid={`count-${name}`}
                className={clsx(
                  "grid min-w-7 place-items-center rounded-full px-2 py-0.5 text-s",
                  name === tab ? "" : count === 0 ? "bg-shut text-shut-ink" : "bg-taken text-taken-ink",
                )}
              >
                {format.number(count)}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
