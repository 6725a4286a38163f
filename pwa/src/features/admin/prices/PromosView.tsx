import { useState } from "react";
import { useEndPromo, usePromos } from "../../../api/admin/prices";
import type { PromoCode } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useToast } from "../../../ui/toast";
import { Trouble, useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { PromoForm } from "./PromoForm";

/** The promo codes that count here, and how often each was used. */
export function PromosView({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const promos = usePromos(lot.slug);
  const [ending, setEnding] = useState<PromoCode | null>(null);
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-4.5">
      <Card title={t("desk.prices.codes")} testId="promos">
        {promos.data ? (
          promos.data.length === 0 ? (
            <p className="py-6 text-center text-ink-2">{t("desk.prices.noCodes")}</p>
          ) : (
            <ul>
              {promos.data.map((promo) => (
                <Promo key={promo.id} lot={lot} promo={promo} onEnd={() => setEnding(promo)} />
              ))}
            </ul>
          )
        ) : promos.error ? (
          <Trouble error={promos.error} onRetry={() => void promos.refetch()} />
        ) : (
          <div className="grid gap-3">
            <Skeleton className="h-16" />
            <Skeleton className="h-16" />
          </div>
        )}
      </Card>
      <PromoForm lot={lot} />
      {ending ? <EndDialog lot={lot} promo={ending} onClose={() => setEnding(null)} /> : null}
    </div>
  );
}

interface PromoProps {
  lot: WorkLot;
  promo: PromoCode;
  onEnd: () => void;
}

function Promo({ lot, promo, onEnd }: PromoProps) {
  const { t, format } = useStaffI18n();
  const moment = (at: string) => `${format.date(at, lot.timeZone)} ${format.time(at, lot.timeZone)}`;
  const off =
    promo.kind === "percentage"
      ? t("desk.percent", { percent: promo.value })
      : format.money(promo.value, lot.currency);
  return (
    <li
      className="num flex flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line py-3"
      data-testid={`promo-${promo.code}`}
    >
      <div className="min-w-0 flex-[1_1_16rem]">
        <p className="flex flex-wrap items-baseline gap-x-2.5 font-semibold">
          <span className="[overflow-wrap:anywhere]">{promo.code}</span>{" "}
          <span className="text-accent">{t("desk.prices.off", { off })}</span>{" "}
          <span className="text-s font-normal text-ink-2">{t(`desk.prices.codeState.${promo.state}`)}</span>
        </p>
        <p className="text-s text-ink-2">
          {t("desk.prices.fromTo", { from: moment(promo.validFrom), to: moment(promo.validUntil) })}
        </p>
        {promo.everywhere ? <p className="text-s text-ink-2">{t("desk.prices.everywhere")}</p> : null}
      </div>
      <p className="flex-[0_1_11rem] text-s">
        <span className="font-semibold" data-testid="promo-uses">
          {promo.totalLimit === null
            ? t("desk.prices.uses", { count: promo.uses })
            : t("desk.prices.usesOf", {
                uses: format.number(promo.uses),
                limit: format.number(promo.totalLimit),
              })}
        </span>
        {promo.perDriverLimit === null ? null : (
          <span className="block text-ink-2">
            {t("desk.prices.perDriver", { count: promo.perDriverLimit })}
          </span>
        )}
      </p>
      {promo.everywhere || promo.state === "past" ? null : (
        <Button
          tone="plain"
          className="-mx-3 sm:mx-0"
          aria-label={t("desk.prices.endOf", { code: promo.code })}
          data-testid={`end-${promo.code}`}
          onClick={onEnd}
        >
          {t("desk.prices.end")}
        </Button>
      )}
    </li>
  );
}

interface EndProps {
  lot: WorkLot;
  promo: PromoCode;
  onClose: () => void;
}

/** Asks once more before a code counts no more. */
function EndDialog({ lot, promo, onClose }: EndProps) {
  const { t } = useStaffI18n();
  const end = useEndPromo(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  return (
    <Dialog
      title={t("desk.prices.endTitle", { code: promo.code })}
      onClose={onClose}
      testId="end-dialog"
      footer={
        <>
          <Button
            tone="danger"
            busy={end.isPending}
            data-testid="end-confirm"
            onClick={() =>
              end.mutate(promo.id, {
                onSuccess: () => {
                  toast.show(t("desk.prices.ended", { code: promo.code }));
                  onClose();
                },
              })
            }
          >
            {t("desk.prices.end")}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("desk.prices.keep")}
          </Button>
        </>
      }
    >
      <p>{t("desk.prices.endText")}</p>
      {end.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(end.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
