import { ExternalLink } from "lucide-react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { ButtonAnchor } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

export type Destination = Pick<Booking["lot"], "name" | "address" | "latitude" | "longitude">;

/** Hands the way to the car park over to the driver's own map. */
export function DirectionsDialog({ lot, onClose }: { lot: Destination; onClose: () => void }) {
  const { t } = useI18n();
  const place = `${lot.latitude},${lot.longitude}`;
  const maps = [
    { name: "Waze", href: `https://waze.com/ul?ll=${place}&navigate=yes` },
    { name: "Google Maps", href: `https://www.google.com/maps/dir/?api=1&destination=${place}` },
    { name: "Apple Maps", href: `https://maps.apple.com/?daddr=${place}` },
  ];
  return (
    <Dialog title={t("directions.title", { lot: lot.name })} onClose={onClose}>
      <p className="mb-4 text-m text-ink-2">{lot.address}</p>
      <div className="grid gap-2.5">
        {maps.map((map) => (
          <ButtonAnchor
            key={map.name}
            tone="quiet"
            href={map.href}
            target="_blank"
            rel="noopener noreferrer"
            icon={<ExternalLink size={17} aria-hidden />}
          >
            {map.name}
          </ButtonAnchor>
        ))}
      </div>
    </Dialog>
  );
}
