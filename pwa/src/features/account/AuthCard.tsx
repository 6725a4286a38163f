import { useId, useState } from "react";
import type { InputEvent, ReactNode, SubmitEvent } from "react";
import { isProblem } from "../../api/problem";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";

/** What is wrong with the field of a name, in words; null when nothing is. */
type ErrorOf = (name: string) => string | null;

interface Props {
  title: string;
  text?: string;
  error?: unknown;
  onSubmit: (form: FormData) => void;
  children: ReactNode | ((errorOf: ErrorOf) => ReactNode);
  footer?: ReactNode;
}

/** A form on a card of its own: signing in and its kin. What is missing is said at its field before anything is sent. */
export function AuthCard({ title, text, error, onSubmit, children, footer }: Props) {
  const { t } = useI18n();
  const troubleText = useTroubleText();
  const id = useId();
  const [wrong, setWrong] = useState<Readonly<Record<string, string | null>>>({});
  const problem = isProblem(error) ? error : null;

  function faultOf(field: HTMLInputElement): string | null {
    if (field.validity.valueMissing) return t("field.missing");
    // What a browser filled in is never too short to it.
    if (field.value.length < field.minLength) return t("password.hint", { count: field.minLength });
    return field.validity.typeMismatch ? t("email.invalid") : null;
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = [...form.querySelectorAll("input")];
    setWrong(Object.fromEntries(fields.map((field) => [field.name, faultOf(field)])));
    const first = fields.find((field) => faultOf(field) !== null);
    if (first) first.focus();
    else onSubmit(new FormData(form));
  }

  function mend(event: InputEvent<HTMLFormElement>) {
    const { name } = event.target as HTMLInputElement;
    if (wrong[name]) setWrong({ ...wrong, [name]: null });
  }

  return (
    <div className="mx-auto max-w-[27rem] px-4 pt-6 lg:pt-14">
      <title>{`${title} · ParkPro`}</title>
      <div className="glass rounded-card p-6 sm:p-8">
        <h1 id={`${id}-title`} className="text-2xl font-bold">
          {title}
        </h1>
        {text ? <p className="mt-1.5 text-ink-2">{text}</p> : null}
        <form
          onSubmit={submit}
          onInput={mend}
          noValidate
          aria-labelledby={`${id}-title`}
          aria-describedby={error ? `${id}-problem` : undefined}
          className="mt-5 grid gap-4"
        >
          {error ? (
            <div id={`${id}-problem`}>
              <Notice tone="bad" urgent testId="form-problem">
                {troubleText(error)}
              </Notice>
            </div>
          ) : null}
          {typeof children === "function"
            ? children((name) => wrong[name] ?? problem?.of(name) ?? null)
            : children}
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
