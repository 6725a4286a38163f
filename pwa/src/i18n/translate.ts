import type { Catalogue, DictionaryOf, PluralForms, TranslateOf } from "./types";

/** A translator over one dictionary. Numbers are written the way the locale writes them. */
export function createTranslate<Words = Catalogue>(
  dictionary: DictionaryOf<NoInfer<Words>>,
  locale: string,
): TranslateOf<Words> {
  // Made when a message asks for them: they are slow to make, and the first picture waits.
  let plurals: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return (key, ...[values]) => {
    const given: Record<string, string | number> = values ?? {};
    const message: string | PluralForms = dictionary[key];
    const text =
      typeof message === "string"
        ? message
        : (message[(plurals ??= new Intl.PluralRules(locale)).select(Number(given["count"]))] ??
          message.other);
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = given[name];
      if (value === undefined) return hole;
      return typeof value === "number" ? (numbers ??= new Intl.NumberFormat(locale)).format(value) : value;
    });
  };
}
