import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";

/** Why staff did it: for the trail, and not for the driver. */
export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useStaffI18n();
  return (
    <Field
      label={t("desk.bookings.reason")}
      hint={t("desk.bookings.reasonKept")}
      value={value}
      maxLength={200}
      data-testid="reason"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
