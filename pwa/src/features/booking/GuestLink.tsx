import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { useToast } from "../../ui/toast";

/** The link with which a guest finds the booking again on another device. */
export function GuestLink({ link }: { link: string }) {
  const { t } = useI18n();
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
      toast.show(t("link.copied"));
    } catch {
      toast.show(t("link.notCopied"));
    }
  }
  return (
    <section className="glass rounded-card p-5">
      <h2 className="text-m font-semibold">{t("link.title")}</h2>
      <p className="mt-1 mb-3 text-s text-ink-2">{t("link.text")}</p>
      <Button
        tone="quiet"
        className="w-full"
        icon={copied ? <Check size={17} aria-hidden /> : <Copy size={17} aria-hidden />}
        onClick={() => void copy()}
        data-testid="copy-link"
      >
        {t("link.copy")}
      </Button>
    </section>
  );
}
