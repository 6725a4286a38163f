import type { UseMutationResult } from "@tanstack/react-query";
import { Banknote, Copy, Link2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { StaffBooking, Tender } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { useCopy } from "../useCopy";
import { VerbDialog } from "../VerbDialog";

const TENDERS: readonly Tender[] = ["cash", "terminal"];

interface Props {
  lot: WorkLot;
  title: string;
  /** How long it is held. */
  until: string | null;
  /** In words: "RM 12.72". */
  amount: string;
  link: UseMutationResult<{ url: string }, Error, void>;
  take: UseMutationResult<StaffBooking, Error, Tender>;
  /** What besides can be done with it. */
  children?: ReactNode;
  testId: string;
}

/** What is held is to be paid: by a link, or at the counter. */
export function Due({ lot, title, until, amount, link, take, children, testId }: Props) {
  const { t } = useStaffI18n();
  const [taking, setTaking] = useState(false);
  const troubleText = useTroubleText();
  return (
    <Card title={title} testId={testId}>
      {until ? <p className="num text-ink-2">{until}</p> : null}
      <div className="mt-3 flex flex-wrap gap-2.5">
        {lot.permissions.includes("run_gate") ? (
          <Button
            icon={<Banknote size={19} aria-hidden />}
            data-testid="counter"
            onClick={() => setTaking(true)}
          >
            {t("desk.bookings.counter")}
          </Button>
        ) : null}
        {lot.permissions.includes("change_bookings") ? (
          <Button
            tone="quiet"
            icon={<Link2 size={18} aria-hidden />}
            busy={link.isPending}
            data-testid="pay-link"
            onClick={() => link.mutate()}
          >
            {t("desk.bookings.link")}
          </Button>
        ) : null}
        {children}
      </div>
      {link.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(link.error)}
        </Notice>
      ) : null}
      {link.data ? <PayLink url={link.data.url} amount={amount} /> : null}
      {taking ? <TakeDialog amount={amount} take={take} onClose={() => setTaking(false)} /> : null}
    </Card>
  );
}

function PayLink({ url, amount }: { url: string; amount: string }) {
  const { t } = useStaffI18n();
  const copy = useCopy();
  return (
    <div className="mt-3 rounded-box bg-accent-soft px-4 py-3">
      <p className="text-m">{t("desk.bookings.linkText", { amount })}</p>
      <p className="mt-1.5 text-s [overflow-wrap:anywhere]">
        <a
          href={url}
          data-testid="pay-url"
          className="inline-flex min-h-11 items-center text-accent underline"
        >
          {url}
        </a>
      </p>
      <Button
        tone="plain"
        className="-ml-3"
        icon={<Copy size={17} aria-hidden />}
        onClick={() => void copy(url, t("desk.bookings.copied"))}
      >
        {t("desk.bookings.copy")}
      </Button>
    </div>
  );
}

function TakeDialog({ amount, take, onClose }: Pick<Props, "amount" | "take"> & { onClose: () => void }) {
  const { t } = useStaffI18n();
  const toast = useToast();
  const [tender, setTender] = useState<Tender>("cash");
  return (
    <VerbDialog
      title={t("desk.bookings.counter")}
      action={t("desk.bookings.take", { amount })}
      doing={take}
      onDo={() =>
        take.mutate(tender, {
          onSuccess: () => {
            toast.show(t("desk.bookings.taken"));
            onClose();
          },
        })
      }
      onClose={onClose}
      testId="counter-dialog"
    >
      <p>{t("desk.bookings.counterText", { amount })}</p>
      <Segmented
        label={t("desk.bookings.tender")}
        value={tender}
        onChange={setTender}
        options={TENDERS.map((value) => ({ value, label: t(`desk.bookings.tender.${value}`) }))}
      />
    </VerbDialog>
  );
}
