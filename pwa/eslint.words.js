/** Words that people read live in src/i18n/messages: what stands in a component itself cannot be translated. */
const MESSAGE = "Text that people read belongs in src/i18n/messages; see docs/translating.md.";
/** The name of the house, and the sign for parking. */
const LETTERS = "/^(?!\\s*(ParkPro|P)\\s*$)[^]*\\p{L}/u";
const SPOKEN = "/^(aria-label|aria-description|alt|title|label|placeholder)$/";

export const looseWords = [
  { selector: `JSXText[value=${LETTERS}]`, message: MESSAGE },
  { selector: `JSXElement > JSXExpressionContainer > Literal[value=${LETTERS}]`, message: MESSAGE },
  { selector: `JSXAttribute[name.name=${SPOKEN}] > Literal[value=${LETTERS}]`, message: MESSAGE },
];
