import { senOf } from "../../../lib/amount";

/** What was expected and what came, in sen; null where that is not the matter. */
export interface Expectation {
  expectedSen: number;
  cameSen: number;
}

/** Of the facts that the gateway's message left, as they were told. */
export function expectationOf(facts: Readonly<Record<string, unknown>>): Expectation | null {
  const expected = facts["expected_sen"];
  const settled = facts["settled_sen"];
  const amount = facts["amount"];
  const came = typeof settled === "number" ? settled : typeof amount === "string" ? senOf(amount) : null;
  return typeof expected === "number" && came !== null ? { expectedSen: expected, cameSen: came } : null;
}
