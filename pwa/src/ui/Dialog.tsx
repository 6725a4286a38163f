import clsx from "clsx";
import { X } from "lucide-react";
import { useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { RoundButton } from "./Button";
import { useReachable } from "./useReachable";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons that stay at the thumb. */
  footer?: ReactNode;
  /** What stands in it needs room, as a floor does: on a desk it is nearly as wide as the screen. */
  wide?: boolean;
  testId?: string;
}

/** A sheet from below on a phone, a card in the middle of a larger screen. Focus stays within and goes back after. */
export function Dialog({ title, onClose, children, footer, wide = false, testId }: Props) {
  const { t } = useI18n();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useReachable(body);

  // Closed while it still stands in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.addEventListener("keydown", keepEscape);
    return () => element?.close();
  }, []);

  return (
    // Escape is the keyboard's way of the click beside the card.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={clsx(
        "m-0 mt-auto max-h-[92dvh] w-full max-w-none animate-rise overflow-hidden rounded-t-[30px] border border-glass-edge bg-glass-solid p-0 text-ink shadow-[var(--shadow)] backdrop:animate-appear backdrop:bg-[var(--veil)] sm:m-auto sm:rounded-card",
        wide ? "sm:max-w-[min(72rem,92vw)]" : "sm:max-w-[30rem]",
      )}
    >
      <div className="flex max-h-[92dvh] flex-col">
        <div className="flex items-center gap-3 px-5 pt-4 pb-2">
          <h2 id={titleId} className="flex-1 text-l font-semibold">
            {title}
          </h2>
          <RoundButton label={t("action.close")} onClick={onClose} className="!shadow-none">
            <X size={19} aria-hidden />
          </RoundButton>
        </div>
        <div ref={body} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5">
          <div>{children}</div>
        </div>
        {footer ? (
          <div className="safe-bottom border-t border-line">
            <div
              className={clsx(
                "flex flex-col gap-2 px-5 pt-3 pb-4",
                wide && "lg:flex-row-reverse lg:justify-start lg:pb-3",
              )}
            >
              {footer}
            </div>
          </div>
        ) : null}
      </div>
    </dialog>
  );
}

/** Escape closes the dialog alone, not also the panel that it was opened from. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === "Escape") event.stopPropagation();
}
