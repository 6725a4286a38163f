import L from "leaflet";
import "leaflet/dist/leaflet.css";
import clsx from "clsx";
import { Minus, Plus } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { TownMap } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { roundDegrees } from "../../../lib/geo";
import type { Position } from "../../../lib/geo";
import { MapButton } from "../../../ui/MapButton";
import { Attribution } from "../../where/Attribution";
import { useGround } from "../../where/useGround";

interface Props {
  source: TownMap;
  /** Null while nobody has pointed at one. */
  place: Position | null;
  /** Where the map begins without one. */
  around: Position;
  onPick: (place: Position) => void;
}

const ZOOM = 16;

/** A place pointed at on the town's map. Its coordinates can be typed beside it, so nobody needs to see it. */
export default function MapPicker({ source, place, around, onPick }: Props) {
  const { t, language } = useStaffI18n();
  const holder = useRef<HTMLDivElement>(null);
  const pin = useRef<L.Marker | null>(null);
  const [map, setMap] = useState<L.Map | null>(null);
  const { isPictures } = useGround(map, source, language);
  const { latitude, longitude } = place ?? {};
  const begin = useEffectEvent(() => place ?? around);
  const pick = useEffectEvent(({ lat, lng }: L.LatLng) =>
    onPick({ latitude: roundDegrees(lat), longitude: roundDegrees(lng) }),
  );

  useEffect(() => {
    if (!holder.current) return;
    const { latitude, longitude } = begin();
    const made = L.map(holder.current, {
      attributionControl: false,
      zoomControl: false,
      maxZoom: source.maxZoom,
      scrollWheelZoom: false,
    });
    made.setView([latitude, longitude], Math.min(ZOOM, source.maxZoom));
    const icon = L.divIcon({ className: "", iconSize: [0, 0], html: `<i class="town-you"></i>` });
    const marker = L.marker([latitude, longitude], { icon, draggable: true, keyboard: false });
    marker.on("dragend", () => pick(marker.getLatLng()));
    made.on("click", (event) => pick(event.latlng));
    pin.current = marker;
    const observer = new ResizeObserver(() => made.invalidateSize({ pan: false }));
    observer.observe(holder.current);
    setMap(made);
    return () => {
      observer.disconnect();
      setMap(null);
      made.remove();
    };
  }, [source]);

  useEffect(() => {
    if (!map || latitude === undefined || longitude === undefined) return;
    const at = L.latLng(latitude, longitude);
    pin.current?.setLatLng(at).addTo(map);
    if (!map.getBounds().pad(-0.1).contains(at)) map.setView(at);
  }, [map, latitude, longitude]);

  return (
    <div className="relative isolate h-64 overflow-hidden rounded-box border border-line">
      <div
        ref={holder}
        role="application"
        aria-label={t("desk.place.map")}
        data-testid="map-picker"
        className={clsx("absolute inset-0 !bg-[var(--town-land)] !font-sans", isPictures && "town-pictures")}
      />
      <div className="absolute inset-x-2 bottom-2 z-[1000] flex items-end justify-between gap-2">
        <Attribution pieces={source.attribution} />
        <div className="flex shrink-0 overflow-hidden rounded-box border border-line bg-glass-solid shadow-sm">
          <MapButton label={t("map.zoomOut")} onClick={() => map?.zoomOut()}>
            <Minus size={19} aria-hidden />
          </MapButton>
          <MapButton label={t("map.zoomIn")} onClick={() => map?.zoomIn()}>
            <Plus size={19} aria-hidden />
          </MapButton>
        </div>
      </div>
    </div>
  );
}
