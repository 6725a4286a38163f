import type { TownMap } from "../../api/types";

/** Whose map it is: always to be seen, as the sources ask. */
export function Attribution({ pieces }: { pieces: TownMap["attribution"] }) {
  return (
    <p
      data-testid="attribution"
      className="rounded-[8px] bg-glass-solid px-2 py-0.5 text-xs text-ink-2 shadow-sm"
    >
      {pieces.map(({ text, url }, i) => (
        <span key={text}>
          {i > 0 ? " " : ""}
          {url ? (
            <a href={url} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
              {text}
            </a>
          ) : (
            text
          )}
        </span>
      ))}
    </p>
  );
}
