import type { en } from "./messages/en";

export type Catalogue = typeof en;
export type MessageKey = keyof Catalogue;

/** A message whose wording hangs on `count`, by the plural rules of its language. */
export type PluralForms = { readonly other: string } & {
  readonly [Form in Exclude<Intl.LDMLPluralRule, "other">]?: string;
};

/** What a language must bring: every key of the English catalogue and no other. A missing one fails the build. */
export type Dictionary = {
  readonly [Key in MessageKey]: Catalogue[Key] extends string ? string : PluralForms;
};

type Holes<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;
type HolesOf<Message> = Message extends string
  ? Holes<Message>
  : Message extends { other: infer Other }
    ? Holes<Other> | "count"
    : never;

/** The values a message asks for; none when it has no holes. */
export type Values<Key extends MessageKey> = [HolesOf<Catalogue[Key]>] extends [never]
  ? []
  : [values: Record<HolesOf<Catalogue[Key]>, string | number>];

export type Translate = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string;
