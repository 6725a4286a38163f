import { useEndClosures } from "../../../api/admin/closures";
import type { WorkLot } from "../../../api/admin/types";
import { useOnline } from "../../../api/reach";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { StaffTranslate } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { StateSign } from "../live/StateSign";
import { spotsOf } from "./groups";
import type { ClosureGroup } from "./groups";

interface Props {
  lot: WorkLot;
  group: ClosureGroup;
  state: "running" | "coming" | "past";
  onShorten?: () => void;
}

/** A closure: which spots, why, for how long, by whom, and what it did to bookings. */
export function ClosureRow({ lot, group, state, onShorten }: Props) {
  const { t, format } = useStaffI18n();
  const zone = lot.timeZone;
  const spots = spotsOf(group);
  const done = [
    group.moved > 0 ? t("desk.closures.moved", { count: group.moved }) : "",
    group.displaced > 0 ? t("desk.closures.refunded", { count: group.displaced }) : "",
  ].filter(Boolean);
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3"
      data-testid={`closure-${group.key}`}
    >
      <div className="num min-w-0 flex-[1_1_18rem]">
        <p className="flex items-start gap-2.5 font-semibold [overflow-wrap:anywhere]">
          <StateSign state="closed" />
          <span>{spots}</span>
        </p>
        <p className="mt-0.5 [overflow-wrap:anywhere]">{group.reason}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-s text-ink-2">
          <span>
            {t(state === "running" ? "desk.closures.since" : "desk.closures.from", {
              time: format.end(group.startsAt, zone),
            })}{" "}
            {group.endsAt
              ? t("desk.closures.until", { time: format.end(group.endsAt, zone) })
              : t("desk.closures.open")}
          </span>
          <span>{byWhom(group, t)}</span>
          <span>{done.length > 0 ? done.join(", ") : t("desk.closures.nobody")}</span>
        </p>
      </div>
      {state === "past" || !lot.permissions.includes("close_spots") ? null : (
        <Endings lot={lot} group={group} spots={spots} isPlanned={state === "coming"} onShorten={onShorten} />
      )}
    </li>
  );
}

function byWhom({ by, actor }: ClosureGroup, t: StaffTranslate): string {
  if (by) return t("desk.closures.by", { name: by });
  return t(actor === "command_line" ? "desk.closures.byCommandLine" : "desk.closures.byItself");
}

interface EndingsProps {
  lot: WorkLot;
  group: ClosureGroup;
  spots: string;
  isPlanned: boolean;
  onShorten: (() => void) | undefined;
}

function Endings({ lot, group, spots, isPlanned, onShorten }: EndingsProps) {
  const { t } = useStaffI18n();
  const end = useEndClosures(lot.slug);
  const online = useOnline();
  const toast = useToast();
  const troubleText = useTroubleText();
  const count = group.closures.length;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {end.error ? (
        <Notice tone="bad" urgent>
          {troubleText(end.error)}
        </Notice>
      ) : null}
      <Button
        tone="plain"
        disabled={!online}
        aria-label={t("desk.closures.shortenNamed", { spots })}
        data-testid="shorten"
        onClick={onShorten}
      >
        {t("desk.closures.shorten")}
      </Button>
      <Button
        tone="quiet"
        busy={end.isPending}
        disabled={!online}
        aria-label={t(isPlanned ? "desk.closures.cancelNamed" : "desk.closures.reopenNamed", { spots })}
        data-testid="reopen"
        onClick={() =>
          end.mutate(
            { closureIds: group.closures.map(({ id }) => id), endsAt: null },
            {
              onSuccess: () =>
                toast.show(isPlanned ? t("desk.closures.cancelled") : t("desk.closures.reopened", { count })),
            },
          )
        }
      >
        {t(isPlanned ? "desk.closures.cancel" : "desk.closures.reopen")}
      </Button>
    </div>
  );
}
