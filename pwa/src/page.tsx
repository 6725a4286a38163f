import { lazy, useState } from "react";
import type { ComponentType } from "react";

export interface Page<Props> {
  (props: Props): React.ReactNode;
  /** Fetches the page's script, so that the page can be drawn at once when it is asked for. */
  load: () => Promise<unknown>;
}

/** A page of the app, whose script comes when it is first wanted. */
export function page<Props extends object>(
  fetchScript: () => Promise<{ default: ComponentType<Props> }>,
): Page<Props> {
  let drawing: ComponentType<Props> | null = null;
  const load = async () => {
    const script = await fetchScript();
    drawing = script.default;
    return script;
  };
  const Awaited = lazy(load) as ComponentType<Props>;

  function Page(props: Props) {
    // What is there already needs no detour over a placeholder. It stays as it began: another component is another page.
    const [Drawing] = useState(() => drawing ?? Awaited);
    return <Drawing {...props} />;
  }
  return Object.assign(Page, { load });
}
