import { X } from "lucide-react";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { useAudit } from "../../../api/admin/audit";
import type { DoneBy } from "../../../api/admin/audit";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { Segmented } from "../../../ui/Segmented";
import { moreOf, Rows } from "../Rows";
import { SectionHead } from "../SectionHead";
import { DaysOfEntries } from "./DaysOfEntries";

/** Who did what on the lot, and when. */
export default function AuditPage({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const booking = query.get("booking");
  const [chosen, setBy] = useState<DoneBy>("staff");
  // A booking's story is told by all who had a part in it.
  const by = booking ? "anyone" : chosen;
  const audit = useAudit(lot.slug, by, booking);
  return (
    <div className="max-w-[56rem]">
      <SectionHead title={t("desk.audit")} text={t("desk.audit.text", { lot: lot.name })} />
      <div className="mt-4 mb-4 flex flex-wrap">
        {booking ? (
          <Button
            tone="quiet"
            icon={<X size={17} aria-hidden />}
            aria-label={`${t("desk.audit.storyOf", { reference: booking })}: ${t("desk.audit.all")}`}
            onClick={() => navigate(routes.adminAudit(lot.slug))}
          >
            {t("desk.audit.storyOf", { reference: booking })}
          </Button>
        ) : (
          <Segmented
            label={t("desk.audit.by")}
            value={chosen}
            onChange={setBy}
            options={[
              { value: "staff", label: t("desk.audit.staff") },
              { value: "anyone", label: t("desk.audit.anyone") },
            ]}
          />
        )}
      </div>
      <Rows
        rows={audit.data?.pages.flatMap((page) => page.entries)}
        of={audit}
        none={t(`desk.audit.none.${by}`)}
        more={moreOf(audit, t("desk.audit.older"))}
      >
        {(entries) => <DaysOfEntries lot={lot} entries={entries} />}
      </Rows>
    </div>
  );
}
