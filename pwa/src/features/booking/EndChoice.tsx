import { useState } from "react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { fromFieldValue, toFieldValue } from "../../lib/zoned";
import { Chip } from "../../ui/Chip";
import { Field } from "../../ui/Field";
import { endAfter, QUICK_MINUTES } from "./extending";
import { isoMinutes } from "./period";

interface Props {
  booking: Pick<Booking, "endsAt">;
  zone: string;
  /** When the car park closes, where that is known. */
  closesAt: string | null;
  endsAt: string;
  onChoose: (endsAt: string) => void;
}

/** A later end of a stay: one press for the usual ones, a field for any other. */
export function EndChoice({ booking, zone, closesAt, endsAt, onChoose }: Props) {
  const { t, format } = useI18n();
  const [typing, setTyping] = useState(false);

  function choose(next: string) {
    setTyping(false);
    onChoose(next);
  }

  return (
    <>
      <div className="flex flex-wrap gap-2">
        {QUICK_MINUTES.map((minutes) => {
          const end = endAfter(booking, minutes);
          return (
            <Chip key={minutes} pressed={!typing && end === endsAt} onClick={() => choose(end)}>
              {t("extend.more", { duration: format.duration(minutes) })}
            </Chip>
          );
        })}
        {closesAt && closesAt > booking.endsAt ? (
          <Chip pressed={!typing && closesAt === endsAt} onClick={() => choose(closesAt)}>
            {t("extend.closing")}
          </Chip>
        ) : null}
        <Chip pressed={typing} onClick={() => setTyping(true)}>
          {t("extend.other")}
        </Chip>
      </div>
      {typing ? (
        <Field
          className="mt-3"
          label={t("extend.otherLabel")}
          type="datetime-local"
          step={300}
          min={toFieldValue(new Date(booking.endsAt), zone)}
          value={toFieldValue(new Date(endsAt), zone)}
          onChange={(event) => {
            const end = fromFieldValue(event.target.value, zone);
            if (end) onChoose(isoMinutes(end));
          }}
          data-testid="extend-until"
        />
      ) : null}
    </>
  );
}
