import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { createQueryClient } from "../src/api/queries";
import { App } from "../src/App";
import { I18nProvider } from "../src/i18n/I18nProvider";
import type { Language } from "../src/i18n/languages";
import { en } from "../src/i18n/messages/en";
import { ms } from "../src/i18n/messages/ms";
import { write } from "../src/lib/storage";
import { createFixture } from "./fixture/api";
import type { Fixture } from "./fixture/api";

/** Opens the app at an address, over the fixture's answers, in the browser of whoever is signed in there. */
export function openApp(path: string, fixture: Fixture = createFixture(), language: Language = "en") {
  window.history.replaceState(null, "", path);
  if (fixture.options.signedIn) write("local", "signed-in", "yes");
  vi.stubGlobal("fetch", (request: Request) => fixture.fetch(request));
  const cache = createQueryClient();
  cache.setDefaultOptions({ queries: { ...cache.getDefaultOptions().queries, retry: false } });
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={cache}>
      <I18nProvider language={language} dictionary={language === "en" ? en : ms}>
        <App />
      </I18nProvider>
    </QueryClientProvider>,
  );
  return { user, fixture, cache };
}
