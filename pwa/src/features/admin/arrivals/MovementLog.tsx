import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { movements, useMovements } from "../../../api/admin/movements";
import type { KeptMovement } from "../../../api/admin/movements";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Plate } from "../../../ui/Plate";
import { Card } from "../Card";

/** What was seen without a connection, and what the server said of it since. Nothing, while there was none. */
export function MovementLog({ lot, by }: { lot: WorkLot; by: string }) {
  const { t } = useStaffI18n();
  const all = useMovements().filter((one) => one.by === by && one.slug === lot.slug);
  if (all.length === 0) return null;
  const of = (state: KeptMovement["state"]) => all.filter((one) => one.state === state);
  const waiting = of("waiting");
  const refused = of("refused");
  const done = of("done");
  return (
    <Card title={t("desk.arrivals.log")} testId="movement-log">
      <div className="grid grid-cols-1 gap-2.5">
        <p role="status" className="text-m text-ink-2" data-testid="movement-counts">
          {[
            waiting.length > 0 ? t("desk.arrivals.log.waiting", { count: waiting.length }) : "",
            refused.length > 0 ? t("desk.arrivals.log.refused", { count: refused.length }) : "",
            waiting.length + refused.length === 0 ? t("desk.arrivals.log.sent") : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {movements.isFleeting && waiting.length > 0 ? (
          <Notice tone="bad">{t("desk.arrivals.log.fleeting")}</Notice>
        ) : null}
        <ul>
          {[...refused, ...waiting, ...done].map((one) => (
            <li key={one.key} className="border-t border-line py-2.5">
              <Seen movement={one} zone={lot.timeZone} />
            </li>
          ))}
        </ul>
        {done.length > 0 ? (
          <Button
            tone="plain"
            className="justify-self-start"
            onClick={() => void movements.drop(done.map(({ key }) => key))}
          >
            {t("desk.arrivals.log.clear")}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

const LOOKS = {
  waiting: "bg-held text-held-ink",
  done: "bg-free text-free-ink",
  refused: "bg-taken text-taken-ink",
} as const;

function Seen({ movement, zone }: { movement: KeptMovement; zone: string }) {
  const { t, format } = useStaffI18n();
  const { direction, state, told, refusal, name, at } = movement;
  const Arrow = direction === "in" ? ArrowDownLeft : ArrowUpRight;
  return (
    <div className="num grid gap-1.5" data-testid={`movement-${state}`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Arrow size={17} aria-hidden className="text-ink-2" />
        {name.startsWith("PK-") || name === "" ? <b>{name}</b> : <Plate number={name} />}
        <span className="min-w-0 flex-1 text-m">
          {t(`desk.arrivals.log.${direction}`, { time: format.end(at, zone) })}
          {told ? ` · ${told.areaCode} · ${told.spaceLabel}` : ""}
        </span>
        <span className={`rounded-full px-2.5 py-0.5 text-s font-semibold ${LOOKS[state]}`}>
          {t(`desk.arrivals.log.state.${state}`)}
        </span>
      </p>
      {told && told.owedSen > 0 ? <p className="text-s font-medium">{t("desk.arrivals.log.owing")}</p> : null}
      {told?.awaitsEntry ? <p className="text-s">{t("desk.arrivals.awaitsEntry")}</p> : null}
      {refusal ? (
        <>
          <p className="text-m text-taken-ink">{refusal.detail}</p>
          <div className="flex flex-wrap gap-2">
            {refusal.code === "exit_fee_owed" ? (
              <Button tone="quiet" onClick={() => void movements.add({ ...movement, leaveOwing: true })}>
                {t("desk.arrivals.log.owing")}
              </Button>
            ) : null}
            <Button tone="quiet" onClick={() => void movements.drop([movement.key])}>
              {t("desk.arrivals.log.seen")}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
