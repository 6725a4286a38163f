import { LocateFixed } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useAppInfo } from "../../../api/lots";
import { useStaffI18n } from "../../../i18n/admin/words";
import { roundDegrees } from "../../../lib/geo";
import type { Position } from "../../../lib/geo";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";

const MapPicker = lazy(() => import("./MapPicker"));

interface Props {
  /** Null while nobody has said where. */
  place: Position | null;
  onChange: (place: Position) => void;
  error?: string | null;
}

/** Where the map begins that nobody has pointed at yet. */
const KUALA_LUMPUR = { latitude: 3.1478, longitude: 101.6953 };

/** Where something is: pointed at on the map, taken from where one stands, or typed. */
export function PlaceFields({ place, onChange, error }: Props) {
  const { t } = useStaffI18n();
  const map = useAppInfo().data?.map;
  const [noPosition, setNoPosition] = useState(false);
  // What is typed may be no coordinates yet; null when it is the place.
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readPlace(typed) === null;

  function here() {
    setNoPosition(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setTyped(null);
        onChange({ latitude: roundDegrees(coords.latitude), longitude: roundDegrees(coords.longitude) });
      },
      () => setNoPosition(true),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  }

  return (
    <div className="grid gap-3">
      {map ? (
        <Suspense fallback={<Skeleton className="h-64" />}>
          <MapPicker
            source={map}
            place={place}
            around={KUALA_LUMPUR}
            onPick={(next) => {
              setTyped(null);
              onChange(next);
            }}
          />
        </Suspense>
      ) : null}
      <div className="flex flex-wrap items-end gap-3">
        <Field
          className="flex-[1_1_14rem]"
          label={t("desk.place.coordinates")}
          hint={t("desk.place.coordinatesHint")}
          error={isWrong ? t("desk.place.wrong") : (error ?? null)}
          name="coordinates"
          inputMode="text"
          value={typed ?? (place ? `${place.latitude}, ${place.longitude}` : "")}
          onChange={(event) => {
            setTyped(event.target.value);
            const next = readPlace(event.target.value);
            if (next) onChange(next);
          }}
        />
        <Button tone="quiet" icon={<LocateFixed size={18} aria-hidden />} onClick={here} className="sm:mb-6">
          {t("desk.place.here")}
        </Button>
      </div>
      {noPosition ? (
        <p role="status" className="text-m text-ink-2">
          {t("desk.place.noPosition")}
        </p>
      ) : null}
    </div>
  );
}

/** "3.1478, 101.7113", as maps on the web write a place. */
export function readPlace(text: string): Position | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!match) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
