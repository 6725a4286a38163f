import clsx from "clsx";
import { CircleAlert, CircleCheck, Clock, Info } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "info" | "good" | "wait" | "bad";

const TONES = {
  info: { look: "bg-shut text-ink border-transparent", icon: Info },
  good: { look: "bg-free text-free-ink border-free-edge/40", icon: CircleCheck },
  wait: { look: "bg-held text-held-ink border-held-edge/40", icon: Clock },
  bad: { look: "bg-taken text-taken-ink border-taken-edge/40", icon: CircleAlert },
} as const;

interface Props {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  /** What can be done about it. */
  action?: ReactNode;
  /** Told at once to those who hear the page. */
  urgent?: boolean;
  className?: string;
  testId?: string;
}

export function Notice({ tone, title, children, action, urgent = false, className, testId }: Props) {
  const { look, icon: Icon } = TONES[tone];
  return (
    <div
      role={urgent ? "alert" : "status"}
      data-testid={testId}
      className={clsx("flex gap-3 rounded-box border px-3.5 py-3 text-m", look, className)}
    >
      <Icon size={19} aria-hidden className="mt-px shrink-0" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={title ? "mt-0.5" : undefined}>{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
