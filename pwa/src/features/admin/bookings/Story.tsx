import { useAudit } from "../../../api/admin/audit";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { ButtonLink } from "../../../ui/Button";
import { DaysOfEntries } from "../audit/DaysOfEntries";
import { moreOf, Rows } from "../Rows";

/** All that happened to a booking, from the event log. */
export function Story({ lot, reference }: { lot: WorkLot; reference: string }) {
  const { t } = useStaffI18n();
  return (
    <section aria-label={t("desk.bookings.story")} data-testid="story">
      <h2 className="mb-2 text-base font-semibold">{t("desk.bookings.story")}</h2>
      {lot.permissions.includes("see_audit") ? (
        <Entries lot={lot} reference={reference} />
      ) : (
        <p className="glass rounded-card px-4.5 py-4 text-m text-ink-2">{t("desk.bookings.noStory")}</p>
      )}
    </section>
  );
}

function Entries({ lot, reference }: { lot: WorkLot; reference: string }) {
  const { t } = useStaffI18n();
  const story = useAudit(lot.slug, "anyone", reference);
  return (
    <>
      <Rows
        rows={story.data?.pages.flatMap((page) => page.entries)}
        of={story}
        none={t("desk.audit.none.anyone")}
        more={moreOf(story, t("desk.audit.older"))}
      >
        {/* All are about this one, so that none needs to name it. */}
        {(entries) => (
          <DaysOfEntries lot={lot} entries={entries.map((entry) => ({ ...entry, booking: null }))} />
        )}
      </Rows>
      <ButtonLink
        tone="plain"
        className="mt-2"
        href={routes.adminAudit(lot.slug, reference)}
        testId="open-audit"
      >
        {t("desk.bookings.audit")}
      </ButtonLink>
    </>
  );
}
