import type { RefObject } from "react";
import { useI18n } from "../i18n/context";

/** For the keyboard: past what stands around every page. */
export function SkipLink({ main }: { main: RefObject<HTMLElement | null> }) {
  const { t } = useI18n();
  return (
    <a
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        main.current?.focus();
      }}
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-box bg-accent px-4 py-3 font-semibold text-accent-ink focus:translate-y-0"
    >
      {t("nav.skip")}
    </a>
  );
}
