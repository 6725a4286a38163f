import { Send } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { inTelegram, tellTelegram } from "../../lib/telegram";
import { ButtonAnchor } from "../../ui/Button";

interface Props {
  /** Begins with `https://t.me/`. */
  href: string;
  tone?: "primary" | "quiet";
  className?: string;
  testId?: string;
  children: ReactNode;
}

/** Opens a chat: in Telegram itself when the app is inside it, which would otherwise hand the address to a browser. */
export function ChatLink({ href, tone = "primary", className, testId, children }: Props) {
  function open(event: MouseEvent) {
    if (!inTelegram()) return;
    event.preventDefault();
    const { pathname, search } = new URL(href);
    tellTelegram("web_app_open_tg_link", { path_full: pathname + search });
  }
  return (
    <ButtonAnchor
      tone={tone}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      icon={<Send size={18} aria-hidden />}
      {...(className ? { className } : {})}
      onClick={open}
      data-testid={testId}
    >
      {children}
    </ButtonAnchor>
  );
}
