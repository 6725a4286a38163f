import type { en } from "./messages/en";

export type Catalogue = typeof en;
export type MessageKey = keyof Catalogue;

/** A message whose wording hangs on `count`, by the plural rules of its language. */
export type PluralForms = { readonly other: string } & {
  readonly [Form in Exclude<Intl.LDMLPluralRule, "other">]?: string;
};

/** What a language must bring: every key of the English catalogue and no other. A missing one fails the build. */
export type DictionaryOf<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : PluralForms;
};
export type Dictionary = DictionaryOf<Catalogue>;

type Holes<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;
type HolesOf<Message> = Message extends string
  ? Holes<Message>
  : Message extends { other: infer Other }
    ? Holes<Other> | "count"
    : never;

/** The values a message asks for; none when it has no holes. */
type ValuesOf<Message> = [HolesOf<Message>] extends [never]
  ? []
  : [values: Record<HolesOf<Message>, string | number>];

export type TranslateOf<Words> = <Key extends keyof Words>(
  key: Key,
  ...values: ValuesOf<Words[Key]>
) => string;
/** Messages that need no values. */
export type PlainKeyOf<Words> = {
  [Key in keyof Words]: ValuesOf<Words[Key]> extends [] ? Key : never;
}[keyof Words];
export type Translate = TranslateOf<Catalogue>;
