import { RotateCcw } from "lucide-react";
import { Link } from "wouter";
import { useSendAgain } from "../../../api/admin/messages";
import type { LotMessage, Message, MessageStatus } from "../../../api/admin/messages";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { Tag } from "../Tag";
import type { TagTone } from "../Tag";
import { kindWord } from "./kindWord";

const TONES: Record<MessageStatus, TagTone> = {
  queued: "wait",
  sent: "good",
  failed: "bad",
  dropped: "over",
};

interface Props {
  lot: WorkLot;
  messages: readonly (Message & Partial<Pick<LotMessage, "booking">>)[];
  /** The booking that all are about; without it each names its own. */
  reference?: string;
}

/** Messages with where they went and how far they came. */
export function MessageList({ lot, messages, reference }: Props) {
  return (
    <ul data-testid="messages">
      {messages.map((message) => (
        <Row
          key={message.id}
          lot={lot}
          message={message}
          about={reference ?? message.booking ?? null}
          isNamed={reference === undefined}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  lot: WorkLot;
  message: Message;
  about: string | null;
  isNamed: boolean;
}

function Row({ lot, message, about, isNamed }: RowProps) {
  const { t, format } = useStaffI18n();
  const kind = kindWord(message.kind, t);
  const channel = t(`desk.messages.channel.${message.channel}`);
  const to =
    message.recipient ?? (message.channel === "email" ? null : t(`desk.messages.to.${message.channel}`));
  const facts = [
    format.end(message.sentAt ?? message.createdAt, lot.timeZone),
    [channel, to].filter(Boolean).join(", "),
    message.attempts > 0 && t("desk.messages.tried", { count: message.attempts }),
    message.status === "queued" &&
      message.nextAttemptAt &&
      t("desk.messages.next", { time: format.end(message.nextAttemptAt, lot.timeZone) }),
  ];
  return (
    <li
      className="num flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-3 first:border-0"
      data-testid={`message-${message.id}`}
      data-status={message.status}
    >
      <div className="min-w-0 flex-[1_1_18rem]">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium">{kind}</span>{" "}
          <Tag tone={TONES[message.status]}>{t(`desk.messages.status.${message.status}`)}</Tag>
        </p>
        <p className="mt-0.5 text-s [overflow-wrap:anywhere] text-ink-2">
          {facts.filter(Boolean).join(" · ")}
        </p>
        {message.error && message.status !== "sent" ? (
          <p className="mt-0.5 text-s [overflow-wrap:anywhere]">
            {t("desk.messages.why", { error: message.error })}
          </p>
        ) : null}
      </div>
      {isNamed && about ? (
        <Link
          href={routes.admin(lot.slug, "bookings", about)}
          className="-ml-2 inline-flex min-h-11 items-center rounded-box px-2 text-m font-semibold text-accent hover:bg-accent-soft"
        >
          {about}
        </Link>
      ) : null}
      {about && message.status !== "queued" && lot.permissions.includes("change_bookings") ? (
        <Again
          lot={lot}
          reference={about}
          message={message}
          label={t("desk.messages.againOf", { kind, channel })}
        />
      ) : null}
    </li>
  );
}

interface AgainProps {
  lot: WorkLot;
  reference: string;
  message: Message;
  label: string;
}

function Again({ lot, reference, message, label }: AgainProps) {
  const { t } = useStaffI18n();
  const again = useSendAgain(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  return (
    <Button
      tone="plain"
      className="-mx-3"
      icon={<RotateCcw size={16} aria-hidden />}
      aria-label={label}
      busy={again.isPending}
      data-testid="send-again"
      onClick={() =>
        again.mutate(
          { reference, id: message.id },
          {
            onSuccess: () => toast.show(t("desk.messages.sentAgain")),
            onError: (error) => toast.show(troubleText(error)),
          },
        )
      }
    >
      {t("desk.messages.again")}
    </Button>
  );
}
