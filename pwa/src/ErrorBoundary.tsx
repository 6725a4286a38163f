import { Component } from "react";
import type { ReactNode } from "react";
import { useI18n } from "./i18n/context";
import { Button } from "./ui/Button";

/** The last net: a fault of ours shows a way on instead of an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Fault /> : this.props.children;
  }
}

function Fault() {
  const { t } = useI18n();
  return (
    <main className="mx-auto flex max-w-md flex-col items-center gap-4 px-6 py-24 text-center">
      <h1 className="text-2xl font-semibold">{t("fault.title")}</h1>
      <p className="text-ink-2">{t("fault.text")}</p>
      <Button onClick={() => window.location.reload()}>{t("fault.reload")}</Button>
    </main>
  );
}
