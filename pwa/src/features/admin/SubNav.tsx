import clsx from "clsx";
import { Link } from "wouter";

interface Props {
  label: string;
  views: readonly { href: string; text: string; here: boolean; testId?: string }[];
}

/** The views of a section. */
export function SubNav({ label, views }: Props) {
  return (
    <nav
      aria-label={label}
      className="inline-flex max-w-full flex-wrap gap-1 rounded-box border border-line bg-glass p-1 print:hidden"
    >
      {views.map(({ href, text, here, testId }) => (
        <Link
          key={href}
          href={href}
          aria-current={here ? "page" : undefined}
          data-testid={testId}
          className={clsx(
            "grid min-h-11 flex-1 place-items-center rounded-[12px] px-4 text-m font-semibold whitespace-nowrap transition-colors",
            here ? "bg-accent text-accent-ink" : "text-ink-2 hover:text-ink",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
