import clsx from "clsx";
import { Search } from "lucide-react";
import { useId } from "react";
import { useI18n } from "../../i18n/context";

interface Props {
  query: string;
  onQuery: (query: string) => void;
  className: string;
}

/** Where a spot's label is typed, over a list of spots. */
export function FindSpot({ query, onQuery, className }: Props) {
  const { t } = useI18n();
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={clsx(
        "flex min-h-11 items-center gap-2.5 rounded-box border border-edge bg-glass-solid px-3.5 focus-within:outline-2 focus-within:outline-mine",
        className,
      )}
    >
      <Search size={17} aria-hidden className="shrink-0 text-ink-2" />
      <span className="sr-only">{t("list.find")}</span>
      <input
        id={id}
        type="search"
        autoComplete="off"
        value={query}
        placeholder={t("list.findExample")}
        onChange={(event) => onQuery(event.target.value)}
        className="min-h-10 w-full min-w-0 bg-transparent text-[1rem] placeholder:text-ink-2 focus-visible:outline-none"
      />
    </label>
  );
}
