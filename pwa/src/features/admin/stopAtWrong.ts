/**
 * Brings whoever saves to the first field that says what is wrong with it, and tells whether there was one: a field like
 * that holds what could be read last, which nobody means to keep.
 */
export function stopAtWrong(within: Element | null): boolean {
  const wrong = within?.querySelector<HTMLElement>("[aria-invalid=true]");
  wrong?.focus();
  return wrong !== null && wrong !== undefined;
}
