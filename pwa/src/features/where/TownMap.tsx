import clsx from "clsx";
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import { Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { TownMap as Source } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Position } from "../../lib/geo";
import { MapButton } from "../../ui/MapButton";
import { Notice } from "../../ui/Notice";
import { CALM } from "../../ui/useMedia";
import type { ArrangedLot } from "../lots/lots";
import { Attribution } from "./Attribution";
import { LotPin } from "./LotPin";
import { useGround } from "./useGround";

interface Props {
  source: Source;
  lots: readonly ArrangedLot[];
  /** Whether the counts of free spots are of now. */
  known: boolean;
  position: Position | null;
  chosen: string | null;
  onChoose: (slug: string) => void;
  /** The card of the chosen lot, over the foot of the map. */
  children?: ReactNode;
}

const CLOSEST_ZOOM = 18;
/** One lot alone is not shown closer than this: a driver wants to see the streets that lead there. */
const OPENING_ZOOM = 15;
const CARD_PX = 310;

/** The town with its car parks, on whatever tiles the operator has; without an answer from there, on a plain ground. */
export default function TownMap({ source, lots, known, position, chosen, onChoose, children }: Props) {
  const { t, language } = useI18n();
  const helpId = useId();
  const holder = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<L.Map | null>(null);
  const { hasGround, isPictures } = useGround(map, source, language);
  const slugs = lots.map(({ lot }) => lot.slug).join(" ");
  const pins = useMemo(
    () => new Map(slugs.split(" ").map((slug) => [slug, document.createElement("div")])),
    [slugs],
  );

  const showWhole = useEffectEvent((on: L.Map) => showAll(on, lots, position));

  useEffect(() => {
    if (!holder.current) return;
    const isCalm = window.matchMedia(CALM).matches;
    const made = L.map(holder.current, {
      attributionControl: false,
      zoomControl: false,
      maxZoom: CLOSEST_ZOOM,
      // Between two whole zooms, the car parks fill the map better.
      zoomSnap: 0.5,
      zoomAnimation: !isCalm,
      fadeAnimation: !isCalm,
      inertia: !isCalm,
    });
    made.setView([0, 0], 2);
    showWhole(made);
    L.control.scale({ imperial: false, position: "topleft" }).addTo(made);
    const observer = new ResizeObserver(() => made.invalidateSize({ pan: false }));
    observer.observe(holder.current);
    setMap(made);
    return () => {
      observer.disconnect();
      setMap(null);
      made.remove();
    };
  }, []);

  const placeOf = useEffectEvent((slug: string) => lots.find(({ lot }) => lot.slug === slug)?.lot);
  useEffect(() => {
    if (!map) return;
    const markers = [...pins].flatMap(([slug, element]) => {
      const lot = placeOf(slug);
      if (!lot) return [];
      L.DomEvent.disableClickPropagation(element);
      const icon = L.divIcon({ className: "", iconSize: [0, 0], html: element });
      return [
        L.marker([lot.latitude, lot.longitude], { icon, interactive: false, keyboard: false }).addTo(map),
      ];
    });
    return () => markers.forEach((marker) => marker.remove());
  }, [map, pins]);

  useEffect(() => {
    if (!map || !position) return;
    const html = `<i class="town-you"></i>`;
    const icon = L.divIcon({ className: "", iconSize: [0, 0], html });
    const place: L.LatLngTuple = [position.latitude, position.longitude];
    const you = L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(
      map,
    );
    showWhole(map);
    return () => {
      you.remove();
    };
  }, [map, position]);

  return (
    <section aria-label={t("town.label")} className="relative isolate h-full w-full overflow-hidden">
      <div
        ref={holder}
        role="application"
        aria-label={t("town.label")}
        aria-describedby={helpId}
        data-testid="town-map"
        className={clsx("absolute inset-0 !bg-[var(--town-land)] !font-sans", isPictures && "town-pictures")}
      />
      <p id={helpId} className="sr-only">
        {t("town.help")}
        {position ? ` ${t("town.you")}.` : ""}
      </p>
      {lots.map(({ lot, metres }) => {
        const element = pins.get(lot.slug);
        return element
          ? createPortal(
              <LotPin
                lot={lot}
                metres={metres}
                known={known}
                isChosen={lot.slug === chosen}
                onChoose={() => {
                  onChoose(lot.slug);
                  // Clear of the card that now covers the foot of the map.
                  map?.panInside([lot.latitude, lot.longitude], {
                    paddingTopLeft: [60, 80],
                    paddingBottomRight: [60, CARD_PX],
                  });
                }}
                onFocus={() => map?.panInside([lot.latitude, lot.longitude], { padding: [60, 70] })}
              />,
              element,
              lot.slug,
            )
          : null;
      })}
      {hasGround ? null : (
        <div
          className="absolute inset-x-3 top-9 z-[1000] lg:right-16 lg:left-3"
          role="status"
          data-testid="no-ground"
        >
          <Notice tone="wait">{t("town.noGround")}</Notice>
        </div>
      )}
      <div className="absolute inset-x-2 bottom-2 z-[1000] grid gap-2">
        <div className="flex items-end justify-between gap-2">
          <Attribution pieces={source.attribution} />
          <div className="flex shrink-0 overflow-hidden rounded-box border border-line bg-glass-solid shadow-sm">
            <MapButton label={t("map.zoomOut")} onClick={() => map?.zoomOut()}>
              <Minus size={19} aria-hidden />
            </MapButton>
            <MapButton label={t("map.zoomIn")} onClick={() => map?.zoomIn()}>
              <Plus size={19} aria-hidden />
            </MapButton>
            <MapButton label={t("town.all")} onClick={() => map && showAll(map, lots, position)}>
              <Maximize size={17} aria-hidden />
            </MapButton>
          </div>
        </div>
        {children}
      </div>
    </section>
  );
}

function showAll(map: L.Map, lots: readonly ArrangedLot[], position: Position | null): void {
  const places = lots.map(({ lot }) => L.latLng(lot.latitude, lot.longitude));
  if (position) places.push(L.latLng(position.latitude, position.longitude));
  if (places.length === 0) return;
  map.fitBounds(L.latLngBounds(places), { padding: [44, 64], maxZoom: OPENING_ZOOM, animate: false });
}
