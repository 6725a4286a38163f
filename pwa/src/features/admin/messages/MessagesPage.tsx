import { useState } from "react";
import { useLotMessages } from "../../../api/admin/messages";
import type { MessageChannel, MessageKind } from "../../../api/admin/messages";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Segmented } from "../../../ui/Segmented";
import { SelectField } from "../../../ui/SelectField";
import type { SectionProps } from "../AdminPage";
import { Card } from "../Card";
import { moreOf, Rows } from "../Rows";
import { SectionHead } from "../SectionHead";
import { KINDS } from "./kindWord";
import { MessageList } from "./MessageList";

type Which = "all" | "failed" | "queued";

const CHANNELS: readonly MessageChannel[] = ["email", "push", "telegram"];

/** What was told to whom on the lot. */
export default function MessagesPage({ lot }: SectionProps) {
  const { t } = useStaffI18n();
  const [which, setWhich] = useState<Which>("all");
  const [kind, setKind] = useState<MessageKind | "">("");
  const [channel, setChannel] = useState<MessageChannel | "">("");
  const told = useLotMessages(lot.slug, {
    status: which === "all" ? null : which,
    kind: kind || null,
    channel: channel || null,
  });
  const isFiltered = kind !== "" || channel !== "";
  return (
    <div className="max-w-[72rem]">
      <SectionHead title={t("desk.messages")} text={t("desk.messages.text", { lot: lot.name })} />
      <div className="glass mt-4 grid grid-cols-1 items-end gap-3 rounded-card px-4.5 py-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_14rem_12rem]">
        <div className="sm:col-span-2 lg:col-span-1">
          <Segmented
            label={t("desk.messages.which")}
            value={which}
            onChange={setWhich}
            options={[
              { value: "all", label: t("desk.messages.all") },
              { value: "failed", label: t("desk.messages.onlyFailed") },
              { value: "queued", label: t("desk.messages.onlyWaiting") },
            ]}
          />
        </div>
        <SelectField<MessageKind | "">
          label={t("desk.messages.kind")}
          value={kind}
          onChange={setKind}
          testId="message-kind"
          options={[
            { value: "", label: t("desk.messages.anyKind") },
            ...KINDS.map((value) => ({ value, label: t(`desk.messages.kind.${value}`) })),
          ]}
        />
        <SelectField<MessageChannel | "">
          label={t("desk.messages.channel")}
          value={channel}
          onChange={setChannel}
          testId="message-channel"
          options={[
            { value: "", label: t("desk.messages.anyChannel") },
            ...CHANNELS.map((value) => ({ value, label: t(`desk.messages.channel.${value}`) })),
          ]}
        />
      </div>
      <div className="mt-4" aria-busy={told.isPlaceholderData}>
        <Card title={t("desk.messages.list")} testId="message-log">
          <Rows
            rows={told.data?.pages.flatMap((page) => page.messages)}
            of={told}
            none={t(
              isFiltered
                ? "desk.messages.none"
                : which === "failed"
                  ? "desk.messages.noneFailed"
                  : "desk.messages.noneYet",
            )}
            more={moreOf(told, t("desk.messages.more"))}
          >
            {(messages) => <MessageList lot={lot} messages={messages} />}
          </Rows>
        </Card>
      </div>
    </div>
  );
}
