import { useEffect, useState } from "react";
import type { Position } from "../../lib/geo";

/** Where the driver is: asked of the phone when the driver wants it, or when it was allowed before. */
export function usePosition() {
  const [position, setPosition] = useState<Position | null>(null);
  const [locating, setLocating] = useState(false);

  useEffect(() => {
    let gone = false;
    void allowedAlready().then((allowed) => {
      if (allowed && !gone) ask(setPosition, () => undefined);
    });
    return () => {
      gone = true;
    };
  }, []);

  function locate(onRefused: () => void) {
    setLocating(true);
    ask(
      (found) => {
        setPosition(found);
        setLocating(false);
      },
      () => {
        setLocating(false);
        onRefused();
      },
    );
  }

  return { position, locate, locating };
}

function ask(onFound: (position: Position) => void, onRefused: () => void) {
  if (!("geolocation" in navigator)) {
    onRefused();
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => onFound({ latitude: coords.latitude, longitude: coords.longitude }),
    onRefused,
    { maximumAge: 120_000, timeout: 10_000 },
  );
}

async function allowedAlready(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return false;
  }
}
