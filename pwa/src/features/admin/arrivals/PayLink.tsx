import { useQueryClient } from "@tanstack/react-query";
import { Copy, Share2 } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { adminKeys } from "../../../api/admin/keys";
import type { ExitFee, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useTroubleText } from "../../../ui/Trouble";
import { useCopy } from "../useCopy";

const PassCode = lazy(() => import("../../booking/PassCode"));

/** How often is looked whether the driver has paid. */
const LOOK_MS = 3_000;

interface Props {
  lot: WorkLot;
  fee: ExitFee;
  /** Not while it is still asked for. */
  url: string | undefined;
  error: Error | null;
  onBack: () => void;
}

/** An address where the driver pays by phone: as a code to scan, to copy, or to send. */
export function PayLink({ lot, fee, url, error, onBack }: Props) {
  const { t } = useStaffI18n();
  const cache = useQueryClient();
  const copy = useCopy();
  const troubleText = useTroubleText();
  useEffect(() => {
    const look = () => void cache.invalidateQueries({ queryKey: adminKeys.stays(lot.slug) });
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [cache, lot.slug]);

  const share = (navigator as Partial<Navigator>).share;
  return (
    <div className="grid grid-cols-1 gap-3" data-testid="pay-link-panel">
      {error ? (
        <Notice tone="bad" urgent>
          {troubleText(error)}
        </Notice>
      ) : (
        <>
          <div className="mx-auto aspect-square w-56 max-w-full rounded-box bg-white p-2">
            {url ? (
              <Suspense fallback={<Skeleton className="size-full" />}>
                <PassCode text={url} label={t("desk.arrivals.sheet.linkAlt", { plate: fee.plateNumber })} />
              </Suspense>
            ) : (
              <Skeleton className="size-full" />
            )}
          </div>
          <p className="text-center text-m text-ink-2">{t("desk.arrivals.sheet.linkText")}</p>
        </>
      )}
      {url ? (
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            tone="quiet"
            icon={<Copy size={18} aria-hidden />}
            data-testid="copy-link"
            onClick={() => void copy(url, t("desk.arrivals.sheet.copied"))}
          >
            {t("desk.arrivals.sheet.copy")}
          </Button>
          {share ? (
            <Button
              tone="quiet"
              icon={<Share2 size={18} aria-hidden />}
              // Who thinks better of it has not failed.
              onClick={() => void navigator.share({ url }).catch(() => undefined)}
            >
              {t("desk.arrivals.sheet.share")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {url ? (
        <p role="status" className="text-center text-m text-ink-2">
          {t("desk.arrivals.sheet.waiting")}
        </p>
      ) : null}
      <Button tone="plain" onClick={onBack}>
        {t("desk.arrivals.sheet.back")}
      </Button>
    </div>
  );
}
