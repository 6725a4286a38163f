import { useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Field } from "../../../../ui/Field";

interface Props {
  label: string;
  /** Null where several have different ones. */
  value: number | null;
  least: number;
  most: number;
  /** What one of the typed units is in centimetres; 1 for what is no length. */
  factor?: number;
  onChange: (value: number) => void;
  testId?: string;
}

/** A number that holds as soon as it is one that can be: lengths are typed in metres, and kept in centimetres. */
export function NumberField({ label, value, least, most, factor = 100, onChange, testId }: Props) {
  const { t } = useStaffI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const written = (number: number) => String(Math.round((number / factor) * 100) / 100);
  const wrong = typed !== null && read(typed, factor, least, most) === null;
  return (
    <Field
      label={label}
      inputMode="decimal"
      autoComplete="off"
      data-testid={testId}
      value={typed ?? (value === null ? "" : written(value))}
      placeholder={value === null ? t("desk.floors.several") : undefined}
      error={
        wrong && typed !== "" ? t("desk.floors.range", { least: written(least), most: written(most) }) : null
      }
      onChange={(event) => {
        setTyped(event.target.value);
        const number = read(event.target.value, factor, least, most);
        if (number !== null) onChange(number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function read(typed: string, factor: number, least: number, most: number): number | null {
  const text = typed.trim().replace(",", ".").replace("−", "-");
  const number = Math.round(Number(text) * factor);
  return text === "" || !Number.isFinite(number) || number < least || number > most ? null : number;
}
