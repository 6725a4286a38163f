import clsx from "clsx";
import { useI18n } from "../../i18n/context";
import { heldSign } from "../../map/signs";
import { SignIcon } from "../../ui/SpotSign";

/** What the looks of the spots mean. */
export function Legend({ compact = false }: { compact?: boolean }) {
  const { t } = useI18n();
  const box = clsx(
    "grid shrink-0 place-items-center rounded-[4px] border",
    compact ? "h-4 w-3" : "h-4.5 w-3.5",
  );
  return (
    <ul
      className={clsx(
        "text-ink-2",
        compact
          ? "grid grid-cols-[auto_auto] gap-x-3 gap-y-0.5 text-xs"
          : "flex flex-wrap gap-x-4 gap-y-1.5 text-s",
      )}
    >
      <li className="flex items-center gap-1.5">
        <i aria-hidden className={clsx(box, "border-free-edge bg-free")} />
        {t("state.free")}
      </li>
      <li className="flex items-center gap-1.5">
        <i aria-hidden className={clsx(box, "border-taken-edge bg-taken")}>
          <b className="h-2.5 w-1.5 rounded-[3px] bg-taken-edge/50" />
        </i>
        {t("state.taken")}
      </li>
      <li className="flex items-center gap-1.5">
        <i aria-hidden className={clsx(box, "border-held-edge bg-held text-held-ink")}>
          <SignIcon sign={heldSign} size={9} />
        </i>
        {t("state.held")}
      </li>
      <li className="flex items-center gap-1.5">
        <i
          aria-hidden
          className={clsx(box, "border-shut-edge")}
          style={{
            background:
              "repeating-linear-gradient(135deg, var(--shut-edge) 0 1.5px, var(--shut) 1.5px 4.5px)",
          }}
        />
        {t("state.closed")}
      </li>
    </ul>
  );
}
