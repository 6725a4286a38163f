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
  value: number;
  unit: string;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A whole number between bounds, with its unit. What is none is said at the field and changes nothing. */
export function NumberField({ value, unit, min, max, onChange, testId, error, ...rest }: NumberProps) {
  const { t } = useStaffI18n();
  // What is being typed; null when it is the value.
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !isWithin(typed, min, max);
  return (
    <Field
      {...rest}
      inputMode="numeric"
      value={typed ?? String(value)}
      error={isWrong ? t("desk.number.range", { min, max }) : error}
      data-testid={testId}
      trailing={<span className="shrink-0 pr-3.5 text-m text-ink-2">{unit}</span>}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        if (isWithin(text, min, max)) onChange(Number(text));
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null);
      }}
    />
  );
}

function isWithin(text: string, min: number, max: number): boolean {
  return /^\d{1,6}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;
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
