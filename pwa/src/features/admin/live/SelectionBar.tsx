import { Construction, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button, RoundButton } from "../../../ui/Button";
import { CloseDialog } from "../closures/CloseDialog";
import type { Selection } from "./useSelection";

const NAMED = 8;

/** What is chosen, and what can be done with it. */
export function SelectionBar({ lot, selection }: { lot: WorkLot; selection: Selection }) {
  const { t } = useStaffI18n();
  const [closing, setClosing] = useState(false);
  const names = [...selection.spots.values()];
  const bar = useRef<HTMLDivElement>(null);
  // On a phone the floor lies below the figures.
  useEffect(() => {
    bar.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <div
      ref={bar}
      data-testid="selection"
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 rounded-box border border-mine/50 bg-glass-solid px-3.5 py-2 sm:flex"
    >
      <p role="status" className="min-w-0 flex-1 text-m">
        <b className="block font-semibold">
          {names.length === 0 ? t("desk.select.none") : t("desk.select.count", { count: names.length })}
        </b>
        <span className="text-s text-ink-2">
          {names.length === 0
            ? t("desk.select.help")
            : names.slice(0, NAMED).join(", ") + (names.length > NAMED ? ` +${names.length - NAMED}` : "")}
        </span>
      </p>
      {names.length > 0 ? (
        <div className="col-span-2 row-start-2 flex flex-wrap gap-x-3 gap-y-2">
          <Button tone="plain" className="-ml-3 sm:ml-0" onClick={selection.clear}>
            {t("desk.select.clear")}
          </Button>
          <Button
            tone="quiet"
            className="!bg-accent !text-accent-ink"
            icon={<Construction size={18} aria-hidden />}
            data-testid="close-selection"
            onClick={() => setClosing(true)}
          >
            {t("desk.select.close")}
          </Button>
        </div>
      ) : null}
      <RoundButton label={t("desk.select.end")} className="!shadow-none" onClick={selection.end}>
        <X size={19} aria-hidden />
      </RoundButton>
      {closing ? (
        <CloseDialog
          lot={lot}
          spots={selection.spots}
          onClose={() => setClosing(false)}
          onDone={selection.end}
        />
      ) : null}
    </div>
  );
}
