import clsx from "clsx";
import { History } from "lucide-react";
import { serverTimeOf } from "../api/clock";
import { useOnline } from "../api/reach";
import { useI18n } from "../i18n/context";
import { useNow } from "./useNow";

interface Props {
  /** When the server said it, by this device's clock, in milliseconds since the epoch; 0 or Infinity while nothing is known. */
  at: number;
  /** The last question was not answered. */
  broken?: boolean;
  className?: string;
}

/** How old what stands here is; silent while the server answers. */
export function Seen({ at, broken = false, className }: Props) {
  const { t, format } = useI18n();
  const online = useOnline();
  const now = useNow(30_000);
  if (at === 0 || at === Infinity || (online && !broken)) return null;
  const minutes = Math.floor((now - serverTimeOf(at)) / 60_000);
  const coarse =
    minutes < 60 ? minutes : minutes < 1440 ? minutes - (minutes % 60) : minutes - (minutes % 1440);
  return (
    <p className={clsx("num flex items-center gap-1.5 text-s text-ink-2", className)} data-testid="seen">
      <History size={15} aria-hidden className="shrink-0" />
      {minutes < 1 ? t("seen.now") : t("seen.ago", { ago: format.duration(coarse) })}
    </p>
  );
}
