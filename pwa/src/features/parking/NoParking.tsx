import { Ticket } from "lucide-react";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Empty } from "../../ui/Empty";

/** Nothing booked: the way to a spot. */
export function NoParking() {
  const { t } = useI18n();
  return (
    <Empty
      icon={<Ticket size={26} aria-hidden />}
      text={t("bookings.noneCurrent")}
      href={routes.home}
      action={t("bookings.find")}
    />
  );
}
