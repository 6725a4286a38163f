import clsx from "clsx";
import { useId, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { ticksOf } from "./figures";

export interface Bar {
  key: string;
  /** Below the bar. */
  short: string;
  /** All about the bar, in a sentence. */
  told: string;
  now: number;
  before: number;
}

interface Props {
  /** What it shows, for those who hear it. */
  label: string;
  bars: readonly Bar[];
  /** A value at the axis. */
  tick: (value: number) => string;
  /** The names of the two bars that stand side by side. */
  legend: { now: string; before: string };
}

const HEIGHT = 220;
/** So many names have room below the bars, on a phone and on a desk. */
const NAMES = { phone: 5, desk: 14 };

/** Pairs of bars: filled for now, hatched for before. Arrow keys walk along them, and each is told as it is met. */
export function BarChart({ label, bars, tick, legend }: Props) {
  const { t } = useStaffI18n();
  const helpId = useId();
  const hatchId = useId();
  const [at, setAt] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const ticks = ticksOf(bars.flatMap(({ now, before }) => [now, before]));
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const y = (value: number) => ((high - value) / (high - low)) * HEIGHT;
  const slot = 100 / Math.max(1, bars.length);
  const here = at === null ? undefined : bars[at];

  function onKeyDown(event: KeyboardEvent) {
    const last = bars.length - 1;
    const next = {
      ArrowLeft: Math.max(0, (at ?? 1) - 1),
      ArrowRight: Math.min(last, (at ?? -1) + 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    setSaid(bars[next]?.told ?? "");
  }

  function onPointer(event: PointerEvent) {
    const box = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    setAt(index >= 0 && index < bars.length ? index : null);
  }

  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-s text-ink-2">
        <Key text={legend.now} className="bg-accent" />
        <Key text={legend.before} className="hatched border border-edge" />
        <span className="num min-h-5 flex-[1_1_16rem] font-medium text-ink" data-testid="bar-told">
          {here?.told}
        </span>
      </figcaption>
      <div className="flex gap-2">
        <div
          className="num relative w-14 shrink-0 text-right text-xs text-ink-2"
          style={{ height: HEIGHT }}
          aria-hidden
        >
          {ticks.map((value) => (
            <span key={value} className="absolute right-0 -translate-y-1/2" style={{ top: y(value) }}>
              {tick(value)}
            </span>
          ))}
        </div>
        <div className="min-w-0 flex-1">
          {/* An application has a keyboard of its own; the rule does not know the role. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <div
            role="application"
            tabIndex={0}
            aria-label={label}
            aria-describedby={helpId}
            data-testid="bar-chart"
            className="rounded-[8px]"
            onKeyDown={onKeyDown}
            onBlur={() => setAt(null)}
            onPointerMove={onPointer}
            onPointerDown={onPointer}
            onPointerLeave={() => setAt(null)}
          >
            <svg width="100%" height={HEIGHT} aria-hidden="true" className="block overflow-visible">
              <defs>
                <pattern
                  id={hatchId}
                  width="5"
                  height="5"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect width="5" height="5" fill="var(--glass-solid)" />
                  <rect width="1.6" height="5" fill="var(--edge)" />
                </pattern>
              </defs>
              {ticks.map((value) => (
                <line
                  key={value}
                  x2="100%"
                  y1={y(value)}
                  y2={y(value)}
                  stroke={value === 0 ? "var(--edge)" : "var(--line)"}
                />
              ))}
              {here ? (
                <rect
                  x={`${(at ?? 0) * slot}%`}
                  width={`${slot}%`}
                  height={HEIGHT}
                  fill="var(--accent-soft)"
                />
              ) : null}
              {bars.map((bar, i) => (
                <g key={bar.key}>
                  <Column
                    x={(i + 0.14) * slot}
                    width={slot * 0.34}
                    zero={y(0)}
                    y={y(bar.before)}
                    fill={`url(#${hatchId})`}
                    line
                  />
                  <Column
                    x={(i + 0.52) * slot}
                    width={slot * 0.34}
                    zero={y(0)}
                    y={y(bar.now)}
                    fill="var(--accent)"
                  />
                </g>
              ))}
            </svg>
          </div>
          <div aria-hidden className="num relative mt-1 h-5 text-xs text-ink-2">
            {bars.map((bar, i) => (
              <span
                key={bar.key}
                className={clsx(
                  "absolute -translate-x-1/2 whitespace-nowrap",
                  isNamed(i, bars.length, NAMES.desk) ? null : "hidden",
                  isNamed(i, bars.length, NAMES.phone) ? null : "max-sm:hidden",
                )}
                style={{ left: `${(i + 0.5) * slot}%` }}
              >
                {bar.short}
              </span>
            ))}
          </div>
        </div>
      </div>
      <p id={helpId} className="sr-only">
        {t("desk.reports.chartHelp")}
      </p>
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </figure>
  );
}

function isNamed(index: number, count: number, room: number): boolean {
  return index % Math.ceil(count / room) === 0;
}

function Key({ text, className }: { text: string; className: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span
        aria-hidden
        className={clsx("inline-block size-3 rounded-[3px] print:border print:border-ink", className)}
      />
      {text}
    </span>
  );
}

interface ColumnProps {
  x: number;
  width: number;
  zero: number;
  y: number;
  fill: string;
  line?: boolean;
}

function Column({ x, width, zero, y, fill, line = false }: ColumnProps) {
  return (
    <rect
      x={`${x}%`}
      width={`${width}%`}
      y={Math.min(zero, y)}
      height={Math.abs(zero - y)}
      rx={3}
      fill={fill}
      stroke={line ? "var(--edge)" : undefined}
    />
  );
}
