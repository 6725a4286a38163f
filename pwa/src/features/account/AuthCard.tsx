import type { ReactNode, SubmitEvent } from "react";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";

interface Props {
  title: string;
  text?: string;
  error?: unknown;
  onSubmit: (form: FormData) => void;
  children: ReactNode;
  footer?: ReactNode;
}

/** A form on a card of its own: signing in and its kin. */
export function AuthCard({ title, text, error, onSubmit, children, footer }: Props) {
  const troubleText = useTroubleText();
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  }
  return (
    <div className="mx-auto max-w-[27rem] px-4 pt-6 lg:pt-14">
      <title>{`${title} · ParkPro`}</title>
      <div className="glass rounded-card p-6 sm:p-8">
        <h1 className="text-2xl font-bold">{title}</h1>
        {text ? <p className="mt-1.5 text-ink-2">{text}</p> : null}
        <form onSubmit={submit} className="mt-5 grid gap-4">
          {children}
          {error ? (
            <Notice tone="bad" urgent testId="form-problem" className="-order-1">
              {troubleText(error)}
            </Notice>
          ) : null}
        </form>
        {footer ? <div className="mt-5 grid gap-1 text-center text-m text-ink-2">{footer}</div> : null}
      </div>
    </div>
  );
}

/** A field of a form as text; empty when it is missing. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
