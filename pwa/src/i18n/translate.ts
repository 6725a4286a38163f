import type { Dictionary, PluralForms, Translate } from "./types";

/** A translator over one dictionary. Numbers are written the way the locale writes them. */
export function createTranslate(dictionary: Dictionary, locale: string): Translate {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (key, ...[values]) => {
    const given: Record<string, string | number> = values ?? {};
    const message: string | PluralForms = dictionary[key];
    const text =
      typeof message === "string"
        ? message
        : (message[plurals.select(Number(given["count"]))] ?? message.other);
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = given[name];
      if (value === undefined) return hole;
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}
