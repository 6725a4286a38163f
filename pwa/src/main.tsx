import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { speak } from "./api/client";
import { createQueryClient } from "./api/queries";
import { App } from "./App";
import { I18nProvider } from "./i18n/I18nProvider";
import { languages, preferredLanguage } from "./i18n/languages";
import { read } from "./lib/storage";
import "./theme/app.css";

async function start() {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  const language = preferredLanguage(read("local", "language"), navigator.languages);
  speak(language);
  const dictionary = await languages[language].load();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <I18nProvider language={language} dictionary={dictionary}>
          <App />
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
