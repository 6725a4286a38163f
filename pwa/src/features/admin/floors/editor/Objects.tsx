import { useDeferredValue, useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Button } from "../../../../ui/Button";
import { FindSpot } from "../../../lots/FindSpot";
import * as commands from "../plan/commands";
import { middleOf } from "../plan/geometry";
import type { Piece } from "../plan/pieces";
import { useBench } from "./bench";

const PAGE = 40;
const BY_NAME = new Intl.Collator("en", { numeric: true });
const ORDER: readonly Piece["kind"][] = ["outline", "lane", "wall", "mark", "spot"];

/** Everything on the floor in words: to be found, selected and then changed by numbers. */
export function Objects() {
  const { t } = useStaffI18n();
  const { sheet, editing, act, lookAt } = useBench();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query).trim().toUpperCase();
  const [shown, setShown] = useState(PAGE);
  const rows = sheet.pieces
    .map((piece) => ({ piece, name: nameOf(piece) }))
    .filter(({ name }) => name.toUpperCase().includes(wanted))
    .sort(
      (a, b) => ORDER.indexOf(a.piece.kind) - ORDER.indexOf(b.piece.kind) || BY_NAME.compare(a.name, b.name),
    );

  function nameOf(piece: Piece): string {
    return piece.kind === "spot" || piece.kind === "mark" ? piece.label : t(`desk.floors.kind.${piece.kind}`);
  }

  function factsOf(piece: Piece): string {
    const { x, y } = middleOf(piece);
    const place = t("desk.floors.at", { x: (x / 100).toFixed(1), y: (y / 100).toFixed(1) });
    if (piece.kind === "spot") return `${t(`type.${piece.type}`)} · ${place}`;
    return piece.kind === "mark" ? `${t(`desk.floors.mark.${piece.mark}`)} · ${place}` : place;
  }

  return (
    <div className="grid grid-cols-1 gap-3" data-testid="objects">
      <FindSpot query={query} onQuery={setQuery} className="" />
      {rows.length === 0 ? (
        <p role="status" className="px-2 py-6 text-center text-ink-2">
          {t("desk.floors.noSuchObject")}
        </p>
      ) : null}
      <ul className="grid grid-cols-1 gap-1.5">
        {rows.slice(0, shown).map(({ piece, name }) => {
          const isSelected = editing.selection.has(piece.key);
          return (
            <li key={piece.key} className="flex items-stretch gap-1.5">
              <label className="grid size-11 shrink-0 cursor-pointer place-items-center self-center">
                <input
                  type="checkbox"
                  checked={isSelected}
                  aria-label={t("desk.floors.alsoSelect", { name })}
                  onChange={() => act(commands.toggle(piece.key))}
                  className="size-5 accent-[var(--accent)]"
                />
              </label>
              <button
                type="button"
                aria-pressed={isSelected}
                data-testid={`object-${name}`}
                onClick={() => {
                  act(commands.select([piece.key]));
                  lookAt(middleOf(piece));
                }}
                className="flex min-h-12 min-w-0 flex-1 flex-col justify-center rounded-box border border-line bg-glass-strong px-3 py-1 text-left hover:bg-accent-soft aria-pressed:outline-2 aria-pressed:-outline-offset-2 aria-pressed:outline-mine"
              >
                <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
                <span className="num text-s text-ink-2">{factsOf(piece)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {rows.length > shown ? (
        <Button tone="quiet" onClick={() => setShown((count) => count + PAGE)}>
          {t("desk.floors.more", { count: rows.length - shown })}
        </Button>
      ) : null}
    </div>
  );
}
