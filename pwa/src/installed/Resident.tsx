import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { fetchAhead } from "../api/ahead";
import { useI18n } from "../i18n/context";
import { KeepPush } from "../features/push/KeepPush";
import { kept } from "../kept/kept";
import { Button } from "../ui/Button";
import { useToast } from "../ui/toast";
import { usePaying } from "./paying";
import { followUpdates, updateNow, useUpdateReady } from "./updates";

void followUpdates();

/**
 * What lives beside every page, once the first one stands: new versions, notifications, and what is kept for when there
 * is no signal. `quiet`: nothing is offered now.
 */
export default function Resident({ quiet }: { quiet: boolean }) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const toast = useToast();
  useEffect(() => fetchAhead(cache), [cache]);
  useEffect(() => kept.onFull(() => toast.show(t("kept.full"))), [toast, t]);
  return (
    <>
      <KeepPush />
      {quiet ? null : <UpdateBar />}
    </>
  );
}

/** A new version waits until the driver agrees, and is not offered in the middle of a payment. */
function UpdateBar() {
  const { t } = useI18n();
  const ready = useUpdateReady();
  const paying = usePaying();
  const [updating, setUpdating] = useState(false);
  const [elsewhere, setElsewhere] = useState(false);
  if (!ready || paying) return null;

  async function update() {
    setUpdating(true);
    setElsewhere(!(await updateNow()));
    setUpdating(false);
  }

  return (
    <div
      role="status"
      data-testid="update-bar"
      className="mx-auto mt-2 flex max-w-[64rem] flex-wrap items-center gap-x-3 gap-y-1 px-4 text-m"
    >
      <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-1 rounded-box border border-line bg-accent-soft py-1.5 pr-2 pl-4">
        <p className="min-w-0 flex-[1_1_9rem] font-medium">
          {t(elsewhere ? "update.elsewhere" : "update.ready")}
        </p>
        <Button
          tone="plain"
          icon={<RefreshCw size={17} aria-hidden />}
          busy={updating}
          onClick={() => void update()}
          data-testid="update-now"
        >
          {t("update.now")}
        </Button>
      </div>
    </div>
  );
}
