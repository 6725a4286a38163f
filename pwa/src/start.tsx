import { QueryClientProvider } from "@tanstack/react-query";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { speak } from "./api/client";
import { createQueryClient } from "./api/queries";
import { followSession } from "./api/session";
import { App } from "./App";
import { I18nProvider } from "./i18n/I18nProvider";
import { languages, preferredLanguage } from "./i18n/languages";
import { nextTask } from "./lib/idle";
import { read } from "./lib/storage";
import { inTelegram } from "./lib/telegram";
import { warmUpDates } from "./lib/zoned";
import { openingAt } from "./pages";

/** How long the first picture waits for answers that are on their way: drawing it twice takes a slow phone longer. */
const PATIENCE_MS = 100;

/** Draws the app in the language of whoever holds the phone. */
export async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  const language = preferredLanguage(read("local", "language"), navigator.languages);
  speak(language);
  const cache = createQueryClient();
  followSession(cache);
  // The server is to know who is there before a page asks for what is theirs.
  const settled = inTelegram()
    ? import("./telegram/settle").then(({ settleInTelegram }) => settleInTelegram(cache))
    : undefined;
  const opening = openingAt(window.location);
  // What fails here is asked for anew by the page itself, which then says what is wrong.
  const answers = Promise.allSettled(opening?.ask(cache) ?? []);
  void nextTask().then(warmUpDates);
  const [dictionary] = await Promise.all([
    languages[language].load(),
    opening?.load().catch(() => undefined),
    settled?.catch(() => undefined),
  ]);
  await Promise.race([answers, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  // In small steps, between which the phone can scroll and answer a finger.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={cache}>
          <I18nProvider language={language} dictionary={dictionary}>
            <App />
          </I18nProvider>
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
}
