import { Download, Share, X } from "lucide-react";
import { useI18n } from "../i18n/context";
import { Button } from "../ui/Button";
import { beQuiet, install, useWayToInstall } from "./offer";

/** Offers to keep the app on the phone, where that can be done and has not been refused lately. */
export function InstallCard() {
  const { t } = useI18n();
  const way = useWayToInstall();
  if (way === null) return null;
  return (
    <section className="glass relative rounded-card p-5" aria-labelledby="install" data-testid="install">
      <div className="flex items-start gap-4 pr-9">
        <img src="/icons/icon.svg" alt="" width={48} height={48} className="rounded-[13px]" />
        <div className="min-w-0 flex-1">
          <h2 id="install" className="text-l font-semibold">
            {t("install.title")}
          </h2>
          <p className="mt-1 text-m text-ink-2">{t("install.text")}</p>
        </div>
      </div>
      {way === "button" ? (
        <Button
          tone="quiet"
          className="mt-4 w-full"
          icon={<Download size={18} aria-hidden />}
          onClick={() => void install()}
          data-testid="install-now"
        >
          {t("install.now")}
        </Button>
      ) : (
        <p className="mt-3 flex items-center gap-3 rounded-box bg-accent-soft px-4 py-3 text-m font-medium">
          <Share size={20} aria-hidden className="shrink-0 text-accent" />
          {t("install.byHand")}
        </p>
      )}
      <button
        type="button"
        aria-label={t("install.notNow")}
        title={t("install.notNow")}
        onClick={beQuiet}
        data-testid="install-not-now"
        className="absolute top-3 right-2.5 grid size-11 place-items-center rounded-full text-ink-2 hover:bg-accent-soft"
      >
        <X size={19} aria-hidden />
      </button>
    </section>
  );
}
