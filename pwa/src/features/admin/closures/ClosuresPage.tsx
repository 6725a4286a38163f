import { Construction } from "lucide-react";
import { useState } from "react";
import { useClosures, usePastClosures } from "../../../api/admin/closures";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { useNow } from "../../../ui/useNow";
import type { SectionProps } from "../AdminPage";
import { Card } from "../Card";
import { SectionHead } from "../SectionHead";
import { ClosureRow } from "./ClosureRow";
import { groupClosures } from "./groups";
import type { ClosureGroup } from "./groups";
import { ShortenDialog } from "./ShortenDialog";

/** Spots out of use: now, soon, and before. */
export default function ClosuresPage({ lot }: SectionProps) {
  const { t } = useStaffI18n();
  const closures = useClosures(lot.slug);
  const now = useNow(10_000);
  const [shortening, setShortening] = useState<ClosureGroup | null>(null);
  const groups = groupClosures(closures.data ?? []);
  const isRunning = ({ startsAt }: ClosureGroup) => Date.parse(startsAt) <= now;
  const lists = {
    running: groups.filter(isRunning),
    coming: groups.filter((group) => !isRunning(group)),
  } as const;
  return (
    <div className="max-w-[72rem]">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SectionHead title={t("desk.closures")} text={t("desk.closures.text", { lot: lot.name })} />
        <ButtonLink
          href={`${routes.admin(lot.slug)}?select=yes`}
          icon={<Construction size={19} aria-hidden />}
          testId="close-spots"
        >
          {t("desk.closures.new")}
        </ButtonLink>
      </div>
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:gap-4.5">
        {closures.isError && !closures.data ? (
          <Trouble error={closures.error} onRetry={() => void closures.refetch()} />
        ) : (
          (["running", "coming"] as const).map((name) => (
            <Card key={name} title={t(`desk.closures.${name}`)} testId={`closures-${name}`}>
              {!closures.data ? (
                <Skeleton className="h-16" />
              ) : lists[name].length === 0 ? (
                <p className="text-m text-ink-2">{t(`desk.closures.none.${name}`)}</p>
              ) : (
                <ul>
                  {lists[name].map((group) => (
                    <ClosureRow
                      key={group.key}
                      lot={lot}
                      group={group}
                      state={name}
                      onShorten={() => setShortening(group)}
                    />
                  ))}
                </ul>
              )}
            </Card>
          ))
        )}
        <Past lot={lot} />
      </div>
      {shortening ? <ShortenDialog lot={lot} group={shortening} onClose={() => setShortening(null)} /> : null}
    </div>
  );
}

function Past({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const past = usePastClosures(lot.slug);
  const groups = groupClosures(past.data?.pages.flatMap(({ closures }) => closures) ?? []);
  return (
    <Card title={t("desk.closures.past")} testId="closures-past">
      {past.isError && !past.data ? (
        <Trouble error={past.error} onRetry={() => void past.refetch()} />
      ) : !past.data ? (
        <Skeleton className="h-16" />
      ) : groups.length === 0 ? (
        <p className="text-m text-ink-2">{t("desk.closures.none.past")}</p>
      ) : (
        <ul>
          {groups.map((group) => (
            <ClosureRow key={group.key} lot={lot} group={group} state="past" />
          ))}
        </ul>
      )}
      {past.hasNextPage ? (
        <Button tone="quiet" busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
          {t("desk.closures.older")}
        </Button>
      ) : null}
    </Card>
  );
}
