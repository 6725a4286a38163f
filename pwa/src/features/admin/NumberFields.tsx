import { useState } from "react";
import { useStaffI18n } from "../../i18n/admin/words";
import { amountText, senOf } from "../../lib/amount";
import { Field } from "../../ui/Field";

interface Props {
  label: string;
  hint?: string;
  error?: string | null;
  disabled?: boolean;
  testId?: string;
}

interface NumberProps extends Props {
  /** Null where several have different ones. */
  value: number | null;
  unit?: string;
  least: number;
  most: number;
  /** A length: it is typed in metres, and kept in centimetres. */
  metres?: boolean;
  /** Nothing waits to be saved: what is no such number is gone when the field is left. */
  live?: boolean;
  onChange: (value: number) => void;
}

/** A whole number between bounds, or a length. What is none is said at the field and changes nothing. */
export function NumberField({ value, unit, least, most, onChange, testId, error, ...props }: NumberProps) {
  const { metres = false, live = false, ...rest } = props;
  const { t } = useStaffI18n();
  // What is being typed; null when it is the value.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = (number: number) => Math.round((metres ? number / CM : number) * 100) / 100;
  const read = (text: string) => {
    const number = numberOf(text, metres);
    return number !== null && number >= least && number <= most ? number : null;
  };
  const isWrong = typed !== null && read(typed) === null;
  const isSaid = isWrong && !(live && typed === "");
  return (
    <Field
      {...rest}
      inputMode={metres || least < 0 ? "decimal" : "numeric"}
      autoComplete="off"
      value={typed ?? (value === null ? "" : String(shown(value)))}
      placeholder={value === null ? t("desk.number.several") : undefined}
      error={isSaid ? t("desk.number.range", { min: shown(least), max: shown(most) }) : error}
      data-testid={testId}
      trailing={unit ? <span className="shrink-0 pr-3.5 text-m text-ink-2">{unit}</span> : undefined}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = read(event.target.value);
        if (number !== null) onChange(number);
      }}
      onBlur={() => {
        if (live || !isWrong) setTyped(null);
      }}
    />
  );
}

/** Lengths are kept in centimetres. */
const CM = 100;

function numberOf(text: string, metres: boolean): number | null {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  if (metres) return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Math.round(Number(plain) * CM) : null;
  return /^-?\d+$/.test(plain) ? Number(plain) : null;
}

interface MoneyProps extends Props {
  sen: number;
  onChange: (sen: number) => void;
}

/** An amount in ringgit and sen. */
export function MoneyField({ sen, onChange, testId, error, ...rest }: MoneyProps) {
  const { t } = useStaffI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && senOf(typed) === null;
  return (
    <Field
      {...rest}
      inputMode="decimal"
      value={typed ?? amountText(sen)}
      error={isWrong ? t("desk.number.amount") : error}
      data-testid={testId}
      trailing={<span className="shrink-0 pr-3.5 text-m text-ink-2">{t("desk.number.currency")}</span>}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const amount = senOf(text);
        if (amount !== null) onChange(amount);
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null);
      }}
    />
  );
}
