import { useState } from "react";
import { Link } from "wouter";
import { useDiscrepancies, useResolveDiscrepancy } from "../../../api/admin/money";
import type { Discrepancy } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { Card } from "../Card";
import { FactList } from "../FactList";
import { moreOf, Rows } from "../Rows";
import { VerbDialog } from "../VerbDialog";
import { discrepancyWord } from "./discrepancyWord";
import { expectationOf } from "./expectation";

/** What does not agree, and what was found out about it: of the lot, and below it of orders that are not ours. */
export function Discrepancies({ lot, seesStray }: { lot: WorkLot; seesStray: boolean }) {
  const { t } = useStaffI18n();
  const [which, setWhich] = useState<"open" | "resolved">("open");
  const [resolving, setResolving] = useState<Discrepancy | null>(null);
  const here = useDiscrepancies(lot.slug, "lot", which === "resolved");
  const stray = useDiscrepancies(lot.slug, "stray", which === "resolved", seesStray);
  const list = { lot, which, onResolve: setResolving };
  const hasStray = stray.data?.pages.some((page) => page.discrepancies.length > 0) ?? stray.isError;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card title={t("desk.money.tab.odd")} testId="discrepancies">
        <div className="max-w-[28rem]">
          <Segmented
            label={t("desk.money.odd.which")}
            value={which}
            onChange={setWhich}
            options={[
              { value: "open", label: t("desk.money.odd.open") },
              { value: "resolved", label: t("desk.money.odd.resolved") },
            ]}
          />
        </div>
        <List {...list} found={here} />
      </Card>
      {seesStray && hasStray ? (
        <Card title={t("desk.money.odd.strayTitle")} testId="stray-discrepancies">
          <List {...list} found={stray} />
        </Card>
      ) : null}
      {resolving ? <Resolve lot={lot} found={resolving} onClose={() => setResolving(null)} /> : null}
    </div>
  );
}

interface ListProps {
  lot: WorkLot;
  which: "open" | "resolved";
  found: ReturnType<typeof useDiscrepancies>;
  onResolve: (one: Discrepancy) => void;
}

function List({ lot, which, found, onResolve }: ListProps) {
  const { t } = useStaffI18n();
  return (
    <Rows
      rows={found.data?.pages.flatMap((page) => page.discrepancies)}
      of={found}
      none={t(which === "open" ? "desk.money.odd.none" : "desk.money.odd.noneResolved")}
      more={moreOf(found, t("desk.money.more"))}
    >
      {(rows) => (
        <ul className="mt-1">
          {rows.map((one) => (
            <Row key={one.id} lot={lot} found={one} onResolve={() => onResolve(one)} />
          ))}
        </ul>
      )}
    </Rows>
  );
}

function Row({ lot, found, onResolve }: { lot: WorkLot; found: Discrepancy; onResolve: () => void }) {
  const { t, format } = useStaffI18n();
  const money = (sen: number) => format.money(sen, lot.currency);
  const sums = expectationOf(found.facts);
  const told = (key: string) => (typeof found.facts[key] === "string" ? found.facts[key] : null);
  return (
    <li
      className="num flex flex-wrap items-end gap-x-6 gap-y-2 border-t border-line py-3 first:border-0"
      data-testid={`discrepancy-${found.orderId ?? found.id}`}
    >
      <div className="min-w-0 flex-[1_1_18rem]">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <b className="font-semibold">{discrepancyWord(found.kind, t)}</b>{" "}
          {found.booking ? (
            <Link
              href={routes.admin(lot.slug, "bookings", found.booking)}
              className="inline-flex min-h-11 items-center font-semibold text-accent"
            >
              {found.booking}
            </Link>
          ) : null}
        </p>
        {found.booking ? null : <p className="mb-1.5 text-m">{t("desk.money.odd.stray")}</p>}
        <FactList
          facts={[
            { name: t("desk.money.expected"), value: sums && money(sums.expectedSen) },
            { name: t("desk.money.came"), value: sums ? money(sums.cameSen) : told("amount") },
            { name: t("desk.money.difference"), value: sums && money(sums.cameSen - sums.expectedSen) },
            { name: t("desk.money.order"), value: found.orderId },
            { name: t("desk.money.transaction"), value: told("transaction_ref") },
            { name: t("desk.money.code"), value: told("status_code") },
            { name: t("desk.money.says"), value: told("error") },
            { name: t("desk.money.since"), value: format.end(found.foundAt, lot.timeZone) },
          ]}
        />
        {found.resolvedAt ? (
          <p className="mt-2 rounded-box bg-glass-strong px-3 py-2 text-m [overflow-wrap:anywhere]">
            {t("desk.money.resolvedBy", {
              name: found.resolvedBy ?? t("desk.bookings.somebody"),
              time: format.end(found.resolvedAt, lot.timeZone),
              note: found.note ?? "",
            })}
          </p>
        ) : null}
      </div>
      {found.resolvedAt ? null : (
        <Button tone="quiet" data-testid="resolve" onClick={onResolve}>
          {t("desk.money.resolve")}
        </Button>
      )}
    </li>
  );
}

function Resolve({ lot, found, onClose }: { lot: WorkLot; found: Discrepancy; onClose: () => void }) {
  const { t } = useStaffI18n();
  const resolve = useResolveDiscrepancy(lot.slug);
  const toast = useToast();
  const [note, setNote] = useState("");
  return (
    <VerbDialog
      title={t("desk.money.resolveTitle")}
      action={t("desk.money.resolveDo")}
      disabled={note.trim() === ""}
      doing={resolve}
      onDo={() =>
        resolve.mutate(
          { found, note: note.trim() },
          {
            onSuccess: () => {
              toast.show(t("desk.money.resolved"));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="resolve-dialog"
    >
      <p>
        <b className="font-semibold">{discrepancyWord(found.kind, t)}.</b> {t("desk.money.resolveText")}
      </p>
      <Field
        label={t("desk.money.note")}
        value={note}
        maxLength={500}
        data-testid="note"
        onChange={(event) => setNote(event.target.value)}
      />
    </VerbDialog>
  );
}
