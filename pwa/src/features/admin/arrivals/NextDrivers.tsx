import type { Inside } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";

/** Whom an overstay cost the spot, and what they got instead. */
export function NextDrivers({ drivers }: { drivers: Inside["nextDrivers"] }) {
  const { t } = useStaffI18n();
  return drivers.map(({ reference, wentTo }) => (
    <span key={reference} className="block basis-full" data-testid="next-driver">
      {wentTo === null
        ? t("desk.arrivals.nextRefunded", { reference })
        : t("desk.arrivals.nextMoved", { reference, spot: wentTo })}
    </span>
  ));
}
