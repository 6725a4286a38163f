import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useAppInfo } from "../../api/lots";
import { DEVICE } from "../../api/push";
import type { Follows } from "../../api/push";
import { useI18n } from "../../i18n/context";
import { useRemembered } from "../../kept/remembered";
import { inTelegram } from "../../lib/telegram";
import { deviceState, switchOff, switchOn } from "./device";
import type { DeviceState } from "./device";

export interface Push {
  /** Null while it is not known, and where nothing is pushed. */
  state: DeviceState | null;
  publicKey: string | null;
  follows: Follows;
  busy: boolean;
  error: unknown;
  /** The driver said no just now. */
  refused: boolean;
  turn: (on: boolean) => void;
}

/** Notifications on this device. */
export function usePush(): Push {
  const { language } = useI18n();
  const cache = useQueryClient();
  const app = useAppInfo().data;
  // Inside Telegram there is Telegram to be told by.
  const publicKey = inTelegram() ? null : (app?.push?.publicKey ?? null);
  const references = useRemembered();
  const device = useQuery({
    queryKey: DEVICE,
    queryFn: deviceState,
    enabled: publicKey !== null,
    // The driver may come back from the browser's settings.
    refetchOnWindowFocus: "always",
    staleTime: 0,
  });
  const follows = { references, language };
  const turning = useMutation({
    mutationFn: (on: boolean) => {
      if (!on) return switchOff();
      if (publicKey === null) throw new Error("notifications are not set up");
      return switchOn(publicKey, follows);
    },
    onSuccess: (state) => cache.setQueryData(DEVICE, state),
  });
  return {
    state: publicKey === null ? null : (device.data ?? null),
    publicKey,
    follows,
    busy: turning.isPending,
    error: turning.error,
    refused: turning.isSuccess && turning.variables && turning.data !== "on",
    turn: turning.mutate,
  };
}
