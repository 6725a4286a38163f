import { ChevronRight } from "lucide-react";
import type { Program } from "../../../api/admin/programs";
import { useStaffI18n } from "../../../i18n/admin/words";

interface Props {
  program: Program;
  zone: string;
  onOpen: () => void;
}

/** One program in a list: what it is called, where it is, and whether it is alive. */
export function ProgramRow({ program, zone, onOpen }: Props) {
  const { t, format } = useStaffI18n();
  const { name, direction, lastUsedAt, disabledAt, everywhere, kind } = program;
  const facts = [
    kind === "device" ? t(`desk.programs.direction.${direction ?? "both"}`) : null,
    kind === "partner" ? t(everywhere ? "desk.programs.everywhere" : "desk.programs.here") : null,
    lastUsedAt
      ? t("desk.programs.used", { day: format.day(lastUsedAt, zone), time: format.time(lastUsedAt, zone) })
      : t("desk.programs.neverUsed"),
  ].filter((fact) => fact !== null);
  return (
    <li className="border-t border-line">
      <button
        type="button"
        data-testid={`program-${name}`}
        onClick={onOpen}
        className="flex min-h-15 w-full items-center gap-3 py-2.5 text-left"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            <span className="[overflow-wrap:anywhere]">{name}</span>
            {disabledAt ? (
              <span className="rounded-full bg-shut px-2.5 py-0.5 text-xs font-semibold text-ink-2">
                {t("desk.programs.out")}
              </span>
            ) : null}
          </span>
          <span className="num block text-s text-ink-2">{facts.join(" · ")}</span>
        </span>
        <ChevronRight size={18} aria-hidden className="shrink-0 text-ink-3" />
      </button>
    </li>
  );
}
