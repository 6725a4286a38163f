import { Navigation, X } from "lucide-react";
import { Component, lazy, Suspense, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { TownMap as Source } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Position } from "../../lib/geo";
import { Button, RoundButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { useFocusBack } from "../../ui/useFocusBack";
import { DirectionsDialog } from "../booking/DirectionsDialog";
import { LotCard } from "./LotCard";
import type { ArrangedLot } from "./lots";

const TownMap = lazy(() => import("../where/TownMap"));

interface Props {
  /** Whether the counts of free spots are of now. */
  known: boolean;
  source: Source;
  lots: readonly ArrangedLot[];
  position: Position | null;
  chosen: string | null;
  onChoose: (slug: string | null) => void;
}

/** The car parks on the map of the town, with the card of the one that is chosen. */
export function LotsOnMap({ source, lots, known, position, chosen, onChoose }: Props) {
  const { t } = useI18n();
  const one = lots.find(({ lot }) => lot.slug === chosen);
  return (
    <div className="glass h-[calc(100dvh-19.5rem)] min-h-96 overflow-hidden rounded-card lg:sticky lg:top-4 lg:h-[max(30rem,calc(100dvh-26.5rem))]">
      <OrSentence sentence={t("town.failed")}>
        <Suspense fallback={<Skeleton className="h-full" />}>
          <TownMap
            source={source}
            lots={lots}
            known={known}
            position={position}
            chosen={chosen}
            onChoose={onChoose}
          >
            {one ? (
              <Chosen known={known} key={one.lot.slug} one={one} onClose={() => onChoose(null)} />
            ) : null}
          </TownMap>
        </Suspense>
      </OrSentence>
    </div>
  );
}

function Chosen({ one, known, onClose }: { one: ArrangedLot; known: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const [going, setGoing] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useFocusBack(card);
  useEffect(() => card.current?.focus({ preventScroll: true }), []);
  return (
    // Escape closes it wherever in it the keyboard is.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={card}
      role="group"
      aria-label={one.lot.name}
      tabIndex={-1}
      data-testid="chosen-lot"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
      className="animate-rise rounded-card bg-glass-solid p-2 shadow-[var(--shadow)] outline-none lg:max-w-96"
    >
      <LotCard lot={one.lot} metres={one.metres} known={known} />
      <div className="mt-2 flex gap-2">
        <Button
          tone="quiet"
          className="flex-1"
          icon={<Navigation size={17} aria-hidden />}
          onClick={() => setGoing(true)}
        >
          {t("booking.directions")}
        </Button>
        <RoundButton label={t("action.close")} onClick={onClose} className="!size-12">
          <X size={19} aria-hidden />
        </RoundButton>
      </div>
      {going ? <DirectionsDialog lot={one.lot} onClose={() => setGoing(false)} /> : null}
    </div>
  );
}

/** The map's own part of the app may fail to arrive; the list must not fall with it. */
class OrSentence extends Component<{ sentence: string; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <p role="alert" className="grid h-full place-items-center px-8 text-center text-ink-2">
        {this.props.sentence}
      </p>
    );
  }
}
