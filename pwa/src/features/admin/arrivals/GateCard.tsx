import { ScanLine } from "lucide-react";
import { useRef, useState } from "react";
import type { SyntheticEvent } from "react";
import type { Stays, WorkLot } from "../../../api/admin/types";
import { useOnline } from "../../../api/reach";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Plate } from "../../../ui/Plate";
import { Segmented } from "../../../ui/Segmented";
import { Card } from "../Card";
import { findRows } from "./judge";
import type { Direction, Row } from "./judge";
import { OutcomeCard } from "./OutcomeCard";
import { Scanner } from "./Scanner";
import { useGate } from "./useGate";
import type { Outcome, Shown } from "./useGate";
import { useSettle } from "./useSettle";

interface Props {
  lot: WorkLot;
  /** E-mail of the attendant. */
  by: string;
  stays: Stays | null;
}

const SUGGESTED = 4;

/** Where cars are let in and out: by a scanned pass, a typed plate or a reference. */
export function GateCard({ lot, by, stays }: Props) {
  const { t } = useStaffI18n();
  const online = useOnline();
  const gate = useGate(lot, by, stays);
  const [direction, setDirection] = useState<Direction>("in");
  const [typed, setTyped] = useState("");
  const [scanning, setScanning] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const field = useRef<HTMLFormElement>(null);

  const { busy, settle } = useSettle((told) => {
    setOutcome(told);
    if (told.kind !== "refused") setTyped("");
  });
  const show = (shown: Shown) => settle(gate.present(direction, shown));

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (typed.trim() !== "") show({ typed });
  }

  const rows: readonly Row[] = direction === "in" ? (stays?.expected ?? []) : (stays?.inside ?? []);
  const suggested = findRows(rows, typed, false).slice(0, SUGGESTED);
  const card = outcome ? (
    <OutcomeCard
      lot={lot}
      rules={stays?.rules ?? null}
      outcome={outcome}
      busy={busy}
      onInsist={() => settle(gate.insist(outcome))}
      onTake={() => setScanning(false)}
      onChoose={(reference) => settle(gate.present(outcome.movement.direction, { reference }))}
    />
  ) : null;

  return (
    <Card title={t("desk.arrivals.gate")} testId="gate">
      <div className="grid grid-cols-1 gap-4">
        {online ? null : (
          <Notice tone="wait">{t(gate.hasKeys ? "desk.arrivals.offline" : "desk.arrivals.noKeys")}</Notice>
        )}
        <Segmented
          label={t("desk.arrivals.direction")}
          value={direction}
          onChange={(next) => {
            setDirection(next);
            setOutcome(null);
          }}
          options={[
            { value: "in", label: t("desk.arrivals.in") },
            { value: "out", label: t("desk.arrivals.out") },
          ]}
        />
        <Button
          icon={<ScanLine size={24} aria-hidden />}
          className="min-h-18 !text-l"
          data-testid="scan"
          onClick={() => {
            setOutcome(null);
            setScanning(true);
          }}
        >
          {t("desk.arrivals.scan")}
        </Button>
        <form ref={field} onSubmit={submit} className="grid grid-cols-1 gap-2">
          <Field
            label={t("desk.arrivals.typed")}
            hint={t("desk.arrivals.typedHint")}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            enterKeyHint="go"
            maxLength={20}
            value={typed}
            data-testid="typed"
            onChange={(event) => {
              setTyped(event.target.value);
              setOutcome(null);
            }}
          />
          {suggested.length > 0 ? (
            <ul aria-label={t("desk.arrivals.fitting")} className="grid gap-1">
              {suggested.map((row) => (
                <li key={row.reference}>
                  <button
                    type="button"
                    disabled={busy}
                    data-testid={`suggested-${row.reference}`}
                    onClick={() => show({ reference: row.reference })}
                    className="flex min-h-12 w-full flex-wrap items-center gap-x-3 rounded-box border border-line bg-glass-strong px-3 py-1.5 text-left hover:bg-accent-soft"
                  >
                    <Plate number={row.plateNumber} />{" "}
                    <span className="num font-medium">
                      {row.areaCode} · {row.spaceLabel}
                    </span>{" "}
                    <span className="text-s text-ink-2">{row.reference}</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
          <Button type="submit" tone="quiet" busy={busy} disabled={typed.trim() === ""} data-testid="move">
            {t(direction === "in" ? "desk.arrivals.letIn" : "desk.arrivals.letOut")}
          </Button>
        </form>
        {scanning ? null : card}
      </div>
      {scanning ? (
        <Scanner
          direction={direction}
          checking={busy}
          outcome={card}
          onCode={(scan) => show({ scan })}
          onNext={() => setOutcome(null)}
          onType={() => {
            setScanning(false);
            // After the dialog has given the focus back.
            setTimeout(() => field.current?.querySelector("input")?.focus());
          }}
          onClose={() => setScanning(false)}
        />
      ) : null}
    </Card>
  );
}
