import { useMe } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { PageHeader } from "../../ui/PageHeader";
import { GuestParking } from "../parking/GuestParking";
import { OwnParking } from "../parking/OwnParking";
import { ListSkeleton } from "../parking/Sections";

/** My parking: now, to come and past; of the account, or what this phone remembers of a guest. */
export default function BookingsPage() {
  const { t } = useI18n();
  const me = useMe();
  return (
    <div className="mx-auto max-w-[72rem] px-4 pt-4 lg:px-8 lg:pt-8">
      <title>{`${t("bookings.title")} · ParkPro`}</title>
      <PageHeader title={t("bookings.title")} />
      {me.isPending ? (
        <div className="mt-4">
          <ListSkeleton />
        </div>
      ) : me.data ? (
        <OwnParking />
      ) : (
        <GuestParking />
      )}
    </div>
  );
}
