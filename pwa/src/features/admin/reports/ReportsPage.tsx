import { useSearchParams } from "wouter";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Segmented } from "../../../ui/Segmented";
import type { SectionProps } from "../AdminPage";
import { SectionHead } from "../SectionHead";
import { SubNav } from "../SubNav";
import { isoDay } from "../../../lib/zoned";
import { choiceIn, daysBefore, todayAt } from "./days";
import { DaysBar } from "./DaysBar";
import { RevenueView } from "./RevenueView";
import { UseView } from "./UseView";

/** What the car park came to, and how it was used, in some days beside as many before. */
export default function ReportsPage({ lot, work, item }: SectionProps) {
  const { t } = useStaffI18n();
  const [query, setQuery] = useSearchParams();
  const isUse = item === "use";
  const several = work.lots.filter(({ permissions }) => permissions.includes("see_reports")).length > 1;
  const isAll = several && !isUse && query.get("lots") === "all";
  const today = todayAt(serverNow(), lot.timeZone);
  const choice = choiceIn(query, today);

  function ask(changes: Record<string, string | null>) {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    setQuery(next, { replace: true });
  }

  const at = (view?: string) => {
    const address = routes.admin(lot.slug, "reports", view);
    return query.size > 0 ? `${address}?${query.toString()}` : address;
  };
  return (
    <div className="grid max-w-[80rem] grid-cols-1 gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <SectionHead
          title={t("desk.reports")}
          text={isAll ? t("desk.reports.textAll") : t("desk.reports.text", { lot: lot.name })}
        />
        <SubNav
          label={t("desk.reports.views")}
          views={[
            { href: at(), text: t("desk.reports.revenue"), here: !isUse, testId: "view-revenue" },
            { href: at("use"), text: t("desk.reports.use"), here: isUse, testId: "view-use" },
          ]}
        />
      </div>
      {several && !isUse ? (
        <div className="max-w-md print:hidden">
          <Segmented
            label={t("desk.reports.lots")}
            value={isAll ? "all" : "one"}
            onChange={(value) => ask({ lots: value === "all" ? "all" : null })}
            options={[
              { value: "one", label: lot.name },
              { value: "all", label: t("desk.reports.allLots") },
            ]}
          />
        </div>
      ) : null}
      <DaysBar
        choice={choice}
        before={daysBefore(choice.span)}
        today={isoDay(today)}
        onChoose={(days) =>
          ask(
            typeof days === "string"
              ? { days: days === "week" ? null : days, from: null, to: null }
              : { days: null, ...days },
          )
        }
      />
      {isUse ? (
        <UseView lot={lot} days={choice.span} />
      ) : (
        <RevenueView slug={isAll ? null : lot.slug} days={choice.span} />
      )}
    </div>
  );
}
