import type { ReactNode } from "react";
import { ButtonLink } from "./Button";

interface Props {
  icon: ReactNode;
  text: string;
  href: string;
  action: string;
}

/** Nothing here yet, and the way on. */
export function Empty({ icon, text, href, action }: Props) {
  return (
    <div className="glass flex flex-col items-center gap-3 rounded-card px-6 py-12 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">{icon}</span>
      <p className="max-w-64 text-ink-2">{text}</p>
      <ButtonLink href={href} className="mt-1">
        {action}
      </ButtonLink>
    </div>
  );
}
