import { FileText } from "lucide-react";
import { receiptUrl } from "../../api/bookings";
import { useOnline } from "../../api/reach";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button, ButtonAnchor } from "../../ui/Button";

interface Props {
  booking: Pick<Booking, "reference">;
  tone: "quiet" | "plain";
  className?: string;
  /** What those who hear the page are told instead of the text. */
  label?: string;
}

/** The way to the receipt. The server draws it, so without a connection there is none, and it says so. */
export function ReceiptLink({ booking, tone, className, label }: Props) {
  const { t } = useI18n();
  const online = useOnline();
  const icon = <FileText size={17} aria-hidden className="shrink-0" />;
  if (!online) {
    return (
      <Button tone={tone} className={className} icon={icon} disabled data-testid="receipt">
        {t("offline.receipt")}
      </Button>
    );
  }
  return (
    <ButtonAnchor
      tone={tone}
      className={className}
      icon={icon}
      href={receiptUrl(booking.reference)}
      target="_blank"
      rel="noopener"
      aria-label={label}
      data-testid="receipt"
    >
      {t("booking.receipt")}
    </ButtonAnchor>
  );
}
