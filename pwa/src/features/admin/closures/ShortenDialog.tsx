import { useState } from "react";
import { useEndClosures } from "../../../api/admin/closures";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { fromFieldValue, toFieldValue } from "../../../lib/zoned";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { spotsOf } from "./groups";
import type { ClosureGroup } from "./groups";

const HOUR_MS = 3_600_000;

/** Cuts a closure short: it opens again later than now, and sooner than was planned. */
export function ShortenDialog({
  lot,
  group,
  onClose,
}: {
  lot: WorkLot;
  group: ClosureGroup;
  onClose: () => void;
}) {
  const { t, format } = useStaffI18n();
  const zone = lot.timeZone;
  const end = useEndClosures(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const [typed, setTyped] = useState(() => toFieldValue(suggestion(group), zone));
  const at = fromFieldValue(typed, zone);
  const isWithin =
    at !== null && at > earliest(group) && (group.endsAt === null || at < new Date(group.endsAt));
  return (
    <Dialog
      title={t("desk.closures.shortenTitle")}
      onClose={onClose}
      testId="shorten-dialog"
      footer={
        <Button
          busy={end.isPending}
          disabled={!isWithin}
          data-testid="shorten-confirm"
          onClick={() =>
            end.mutate(
              { closureIds: group.closures.map(({ id }) => id), endsAt: at?.toISOString() ?? null },
              {
                onSuccess: () => {
                  if (at) toast.show(t("desk.closures.shortened", { time: format.end(at, zone) }));
                  onClose();
                },
              },
            )
          }
        >
          {t("desk.closures.shorten")}
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-3">
        <p className="font-semibold">{spotsOf(group)}</p>
        <Field
          label={t("desk.closures.opensAt")}
          hint={t("desk.closures.shortenHint")}
          error={isWithin ? null : t("desk.closures.shortenHint")}
          type="datetime-local"
          value={typed}
          data-testid="opens-at"
          onChange={(event) => setTyped(event.target.value)}
        />
        {end.error ? (
          <Notice tone="bad" urgent>
            {troubleText(end.error)}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}

/** It is cut short to a moment that is to come, after its start. */
function earliest({ startsAt }: ClosureGroup): Date {
  return new Date(Math.max(serverNow(), Date.parse(startsAt)));
}

/** An hour from there, or half of what is left when that is less. */
function suggestion(group: ClosureGroup): Date {
  const from = earliest(group).getTime();
  const left = group.endsAt === null ? Infinity : Date.parse(group.endsAt) - from;
  return new Date(from + Math.min(HOUR_MS, left / 2));
}
