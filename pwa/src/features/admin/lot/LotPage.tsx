import clsx from "clsx";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { useSettings } from "../../../api/admin/settings";
import type { Settings } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import type { SectionProps } from "../AdminPage";
import { SectionHead } from "../SectionHead";
import { ContactCard, PlaceCard } from "./AboutCards";
import { HoursCard, SpecialDaysCard } from "./HoursCards";
import { OpenCard } from "./OpenCard";
import { MailPreviewCard, ReceiptHeadCard, ReceiptPreviewCard } from "./PaperCards";
import { PhotosCard } from "./PhotosCard";
import { ApprovalCard, BookingTermsCard, GraceCard, HouseRulesCard } from "./RulesCards";

const PARTS = ["about", "hours", "rules", "photos", "receipt", "mail"] as const;
type Part = (typeof PARTS)[number];

/** What the car park is to drivers, a part on each page. */
export default function LotPage({ lot, work, item }: SectionProps) {
  const { t } = useStaffI18n();
  const settings = useSettings(lot.slug);
  const part = PARTS.find((one) => one === item) ?? "about";
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = tabs.current?.querySelector("[aria-current]");
    here?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [part]);
  return (
    <div className="max-w-[72rem]">
      <SectionHead title={t("desk.lot")} text={t("desk.lot.text", { lot: lot.name })} />
      <nav
        ref={tabs}
        aria-label={t("desk.lot.parts")}
        className="relative -mx-4 mt-4 flex gap-1.5 overflow-x-auto px-4 pb-1 lg:mx-0 lg:px-0"
      >
        {PARTS.map((one) => (
          <Link
            key={one}
            href={routes.admin(lot.slug, "lot", one === "about" ? undefined : one)}
            aria-current={one === part ? "page" : undefined}
            data-testid={`part-${one}`}
            className={clsx(
              "inline-flex min-h-11 shrink-0 items-center rounded-full px-4 text-m font-semibold transition-colors",
              one === part ? "bg-accent text-accent-ink" : "glass text-ink-2 hover:text-ink",
            )}
          >
            {t(`desk.lot.part.${one}`)}
          </Link>
        ))}
      </nav>
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-2 lg:gap-4.5">
        {settings.data ? (
          <Cards
            key={part}
            part={part}
            settings={settings.data}
            mayApprove={lot.permissions.includes("approve_money")}
            mayStart={work.everywhere.includes("set_lot")}
          />
        ) : settings.isError ? (
          <div className="lg:col-span-2">
            <Trouble error={settings.error} onRetry={() => void settings.refetch()} />
          </div>
        ) : (
          [0, 1].map((card) => <Skeleton key={card} className="h-96 !rounded-card" />)
        )}
      </div>
    </div>
  );
}

interface CardsProps {
  part: Part;
  settings: Settings;
  mayApprove: boolean;
  mayStart: boolean;
}

function Cards({ part, settings, mayApprove, mayStart }: CardsProps) {
  switch (part) {
    case "about":
      return (
        <>
          <PlaceCard settings={settings} />
          <div className="grid gap-4 lg:gap-4.5">
            <OpenCard settings={settings} mayStart={mayStart} />
            <ContactCard settings={settings} />
          </div>
        </>
      );
    case "hours":
      return (
        <>
          <HoursCard settings={settings} />
          <SpecialDaysCard settings={settings} />
        </>
      );
    case "rules":
      return (
        <>
          <div className="grid gap-4 lg:gap-4.5">
            <HouseRulesCard settings={settings} />
            <BookingTermsCard settings={settings} />
          </div>
          <div className="grid gap-4 lg:gap-4.5">
            <GraceCard settings={settings} />
            <ApprovalCard settings={settings} mayChange={mayApprove} />
          </div>
        </>
      );
    case "photos":
      return (
        <div className="lg:col-span-2">
          <PhotosCard settings={settings} />
        </div>
      );
    case "receipt":
      return (
        <>
          <ReceiptHeadCard settings={settings} />
          <ReceiptPreviewCard settings={settings} />
        </>
      );
    case "mail":
      return (
        <div className="lg:col-span-2">
          <MailPreviewCard settings={settings} />
        </div>
      );
  }
}
