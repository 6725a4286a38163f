import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";

type Tone = "primary" | "quiet" | "plain" | "danger";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-[18px] text-center font-semibold transition-[background-color,opacity,transform] duration-150 active:scale-[0.985] disabled:pointer-events-none aria-disabled:pointer-events-none";
const TONES: Record<Tone, string> = {
  primary:
    "min-h-[3.375rem] px-5 py-3 text-[1.03rem] bg-accent text-accent-ink shadow-[0_10px_24px_-12px_var(--accent)] hover:brightness-105 disabled:opacity-60 disabled:shadow-none",
  quiet:
    "min-h-12 px-4 py-2.5 border border-line bg-glass-strong text-ink hover:bg-accent-soft disabled:opacity-60",
  plain: "min-h-11 px-3 py-2 text-accent hover:bg-accent-soft rounded-box disabled:opacity-60",
  danger:
    "min-h-12 px-4 py-2.5 bg-taken text-taken-ink border border-taken-edge hover:brightness-105 disabled:opacity-60",
};

interface Own {
  tone?: Tone;
  icon?: ReactNode;
  /** Work is under way: the button stays where it is and says so. */
  busy?: boolean;
}

export function Button({
  tone = "primary",
  icon,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: Own & ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy}
      className={clsx(BASE, TONES[tone], className)}
    >
      {busy ? <BusyDots /> : icon}
      <span>{children}</span>
    </button>
  );
}

/** A link that looks like a button, within the app. */
export function ButtonLink({
  tone = "primary",
  icon,
  className,
  children,
  href,
  label,
  testId,
  onClick,
}: Own & {
  href: string;
  /** Something to be remembered before one goes. */
  onClick?: () => void;
  className?: string;
  /** What those who hear the page are told instead of the text. */
  label?: string;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      aria-label={label}
      data-testid={testId}
      onClick={onClick}
      className={clsx(BASE, TONES[tone], className)}
    >
      {icon}
      <span>{children}</span>
    </Link>
  );
}

/** A link that looks like a button and leaves the app. */
export function ButtonAnchor({
  tone = "primary",
  icon,
  className,
  children,
  ...rest
}: Own & ComponentProps<"a">) {
  return (
    <a {...rest} className={clsx(BASE, TONES[tone], className)}>
      {icon}
      <span>{children}</span>
    </a>
  );
}

const ROUND =
  "grid size-11 shrink-0 place-items-center rounded-full glass text-ink transition-colors hover:bg-glass-strong aria-pressed:bg-accent aria-pressed:text-accent-ink aria-pressed:border-transparent";

export function RoundButton({
  label,
  className,
  children,
  ...rest
}: { label: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={clsx(ROUND, "relative", className)}
    >
      {children}
    </button>
  );
}

export function RoundLink({ label, href, children }: { label: string; href: string; children: ReactNode }) {
  return (
    <Link href={href} aria-label={label} title={label} className={ROUND}>
      {children}
    </Link>
  );
}

function BusyDots() {
  return (
    <span aria-hidden="true" className="inline-flex gap-1">
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          className="size-1.5 animate-breathe rounded-full bg-current"
          style={{ animationDelay: `${dot * 200}ms` }}
        />
      ))}
    </span>
  );
}
