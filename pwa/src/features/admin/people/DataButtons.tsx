import { Download, Eraser, Ticket } from "lucide-react";
import type { Subject } from "../../../api/admin/people";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import type { DataVerb } from "./DataDialogs";

interface Props {
  lot: WorkLot;
  email: string;
  subject: Subject;
  name: string;
  onData: (verb: DataVerb) => void;
}

/** What can be done with what is kept of somebody. */
export function DataButtons({ lot, email, subject, name, onData }: Props) {
  const { t } = useStaffI18n();
  return (
    <>
      <ButtonLink
        tone="plain"
        icon={<Ticket size={17} aria-hidden />}
        href={`${routes.admin(lot.slug, "bookings")}?q=${encodeURIComponent(email)}`}
      >
        {t("desk.people.bookings")}
      </ButtonLink>
      <Button
        tone="plain"
        icon={<Download size={17} aria-hidden />}
        data-testid="export"
        onClick={() => onData({ verb: "export", subject, name })}
      >
        {t("desk.people.export")}
      </Button>
      <Button
        tone="plain"
        icon={<Eraser size={17} aria-hidden />}
        data-testid="erase"
        onClick={() => onData({ verb: "erase", subject, name })}
      >
        {t("desk.people.erase")}
      </Button>
    </>
  );
}
