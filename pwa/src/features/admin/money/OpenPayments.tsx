import { Radio } from "lucide-react";
import { Link } from "wouter";
import { useAskGateway, useOpenPayments } from "../../../api/admin/money";
import type { OpenPayment } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { purposeWord } from "../bookings/moneyWords";
import { Card } from "../Card";
import { moreOf, Rows } from "../Rows";
import { Tag } from "../Tag";

/** Tries to pay whose end nobody knows yet. */
export function OpenPayments({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const open = useOpenPayments(lot.slug);
  return (
    <Card title={t("desk.money.tab.open")} testId="open-payments">
      <Rows
        rows={open.data?.pages.flatMap((page) => page.payments)}
        of={open}
        none={t("desk.money.open.none")}
        more={moreOf(open, t("desk.money.more"))}
      >
        {(payments) => (
          <ul>
            {payments.map((payment) => (
              <Row key={payment.id} lot={lot} payment={payment} />
            ))}
          </ul>
        )}
      </Rows>
    </Card>
  );
}

function Row({ lot, payment }: { lot: WorkLot; payment: OpenPayment }) {
  const { t, format } = useStaffI18n();
  const ask = useAskGateway(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const next = payment.nextEnquiryAt;
  const asked =
    next === null
      ? null
      : payment.enquiries === 0
        ? t("desk.money.notAsked", { time: format.end(next, lot.timeZone) })
        : t("desk.money.asked", { count: payment.enquiries, time: format.end(next, lot.timeZone) });
  const facts = [
    purposeWord(payment.purpose, t),
    `${t("desk.money.begun")} ${format.end(payment.createdAt, lot.timeZone)}`,
    payment.orderId,
  ];
  return (
    <li
      className="num flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3 first:border-0"
      data-testid={`open-${payment.booking}`}
    >
      <div className="min-w-0 flex-[1_1_18rem]">
        <p className="flex flex-wrap items-center gap-x-3">
          <b className="text-l font-bold">{format.money(payment.amountSen, lot.currency)}</b>{" "}
          <Link
            href={routes.admin(lot.slug, "bookings", payment.booking)}
            className="inline-flex min-h-11 items-center font-semibold text-accent"
          >
            {payment.booking}
          </Link>{" "}
          <Tag tone="wait">{t(`desk.bookings.pay.${payment.status}`)}</Tag>
        </p>
        <p className="text-s [overflow-wrap:anywhere] text-ink-2">{facts.join(" · ")}</p>
        {asked ? <p className="text-s text-ink-2">{asked}</p> : null}
        {payment.message ? <p className="mt-0.5 text-m">{payment.message}</p> : null}
      </div>
      <Button
        tone="quiet"
        icon={<Radio size={17} aria-hidden />}
        busy={ask.isPending}
        data-testid="ask"
        onClick={() =>
          ask.mutate(payment.id, {
            onSuccess: ({ isReached, status }) =>
              toast.show(isReached ? t(`desk.money.asked.${status}`) : t("desk.money.asked.unreached")),
            onError: (error) => toast.show(troubleText(error)),
          })
        }
      >
        {t("desk.money.ask")}
      </Button>
    </li>
  );
}
