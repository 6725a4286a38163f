/** Between the cache of queries and what is kept: an answer is shown from the phone first, with its own age. */
import { notifyManager } from "@tanstack/react-query";
import type { QueryClient, QueryFunction, QueryFunctionContext, QueryPersister } from "@tanstack/react-query";
import { kept } from "./kept";
import { ruleOf } from "./kinds";

/** What holds an answer that was kept, until the server has spoken. */
const answeredByPhone = new WeakSet<object>();

/** Whether what a query holds was only kept: its age is told a moment late, and what is newer may lie beside it. */
export function isFromPhone(query: object): boolean {
  return answeredByPhone.has(query);
}

/** Asks the phone before the server when nothing is in memory, and writes down what the server says. */
export const keptFirst: QueryPersister = async (ask, context, query) => {
  if (ruleOf(query.queryKey) === null) return call(ask, context);
  if (query.state.data === undefined) {
    const known = await kept.find(query.queryKey);
    if (known) {
      // The answer is taken as new by whoever asked, so its age is set right after; then the server is asked.
      notifyManager.schedule(() => {
        query.setState({ dataUpdatedAt: known.at });
        void query.fetch().catch(() => undefined);
      });
      answeredByPhone.add(query);
      return known.data;
    }
  }
  const era = kept.presentEra;
  const answer = await call(ask, context);
  answeredByPhone.delete(query);
  void kept.keep(query.queryKey, answer, Date.now(), era);
  return answer;
};

function call(ask: unknown, context: unknown): unknown {
  return (ask as QueryFunction)(context as QueryFunctionContext);
}

/** Keeps what a page puts into the cache by itself, such as the answer to a cancellation. */
export function keepWhatIsSet(cache: QueryClient): void {
  cache.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || event.action.manual !== true) return;
    const { queryKey, state } = event.query as {
      queryKey: readonly unknown[];
      state: { data: unknown; dataUpdatedAt: number };
    };
    answeredByPhone.delete(event.query);
    void kept.keep(queryKey, state.data, state.dataUpdatedAt);
  });
}
