import { Plus } from "lucide-react";
import { useState } from "react";
import { useFloorsInHand } from "../../../../api/admin/floors";
import type { FloorInHand } from "../../../../api/admin/floors";
import type { WorkLot } from "../../../../api/admin/types";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { routes } from "../../../../routes";
import { Button, ButtonLink } from "../../../../ui/Button";
import { Skeleton } from "../../../../ui/Skeleton";
import { Trouble } from "../../../../ui/Trouble";
import { SectionHead } from "../../SectionHead";
import { AddFloor } from "./AddFloor";

/** Every floor of the lot from the top down, what drivers see of it and what is being drawn. */
export function FloorList({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const floors = useFloorsInHand(lot.slug);
  const [adding, setAdding] = useState(false);
  return (
    <div className="max-w-[72rem]">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SectionHead title={t("desk.floors")} text={t("desk.floors.text", { lot: lot.name })} />
        <Button icon={<Plus size={19} aria-hidden />} data-testid="add-floor" onClick={() => setAdding(true)}>
          {t("desk.floors.add")}
        </Button>
      </div>
      <div className="mt-4">
        {floors.data ? (
          floors.data.length === 0 ? (
            <p className="glass rounded-card px-6 py-12 text-center text-ink-2">{t("desk.floors.none")}</p>
          ) : (
            <ul className="grid grid-cols-1 gap-3" data-testid="floors">
              {floors.data.map((floor) => (
                <Row key={floor.code} lot={lot} floor={floor} />
              ))}
            </ul>
          )
        ) : floors.isError ? (
          <Trouble error={floors.error} onRetry={() => void floors.refetch()} />
        ) : (
          <div className="grid gap-3" aria-hidden="true">
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="h-24 !rounded-card" />
            ))}
          </div>
        )}
      </div>
      {adding ? <AddFloor lot={lot} floors={floors.data ?? []} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function Row({ lot, floor }: { lot: WorkLot; floor: FloorInHand }) {
  const { t, format } = useStaffI18n();
  const { code, name, level, isPublished, spots, draft } = floor;
  const action = t(draft ? "desk.floors.goOn" : "desk.floors.change");
  return (
    <li
      className="glass flex flex-wrap items-center gap-x-4 gap-y-2.5 rounded-card px-4.5 py-3.5"
      data-testid={`floor-${code}`}
    >
      <span className="grid min-h-12 min-w-14 shrink-0 place-items-center rounded-box bg-accent-soft px-2 text-l font-bold text-accent">
        {code}
      </span>
      <div className="min-w-0 flex-[1_1_11rem]">
        <h2 className="font-semibold [overflow-wrap:anywhere]">{name}</h2>
        <p className="num text-m text-ink-2">
          {t("desk.floors.onLevel", { level: format.number(level) })} ·{" "}
          {isPublished ? t("desk.floors.spots", { count: spots }) : t("desk.floors.notYetPublished")}
        </p>
      </div>
      {draft ? (
        <p className="min-w-0 flex-[1_1_13rem] text-m">
          <span className="rounded-full bg-held px-3 py-1 text-s font-semibold text-held-ink">
            {t("desk.floors.draft")}
          </span>
          <span className="num mt-1.5 block text-s text-ink-2">
            {t("desk.floors.spots", { count: draft.spots })} ·{" "}
            {draft.editedBy
              ? t("desk.floors.editedBy", {
                  who: draft.editedBy,
                  time: format.end(draft.editedAt, lot.timeZone),
                })
              : format.end(draft.editedAt, lot.timeZone)}
          </span>
        </p>
      ) : null}
      <ButtonLink
        tone="quiet"
        href={routes.admin(lot.slug, "floors", code)}
        label={t("desk.floors.openFloor", { action, code })}
        testId={`open-${code}`}
      >
        {action}
      </ButtonLink>
    </li>
  );
}
