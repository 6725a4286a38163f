/** The account's Telegram: whether a chat is linked, the code that links one, and the sign-in of the Mini App. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useMe } from "./account";
import { answerOf, client } from "./client";
import { serverNow } from "./clock";
import { useAppInfo } from "./lots";
import { beginSession, forgetSession, hasSession } from "./session";
import type { TelegramCode } from "./types";

const TELEGRAM = ["telegram"] as const;
/** While somebody is linking a chat, the news of it comes that soon. */
const WATCH_MS = 2_500;
const ENTERED_WITHIN_MS = 5_000;

/** The Telegram of whoever is signed in, where there is a bot. `watchedUntil`: asks again and again until then. */
export function useTelegram(watchedUntil: string | null = null) {
  const bot = useAppInfo().data?.telegramBot ?? null;
  const me = useMe().data;
  return useQuery({
    queryKey: TELEGRAM,
    queryFn: ({ signal }) => answerOf(client.GET("/api/telegram", { signal })),
    enabled: bot !== null && me !== null && me !== undefined,
    refetchInterval: () =>
      watchedUntil !== null && serverNow() < Date.parse(watchedUntil) ? WATCH_MS : false,
    // It may have been linked, unlinked or blocked in the chat.
    refetchOnWindowFocus: "always",
  });
}

/** A fresh code that links a chat. */
export function useTelegramCode() {
  return useMutation({
    mutationFn: (): Promise<TelegramCode> => answerOf(client.POST("/api/telegram/code")),
  });
}

export function useUnlinkTelegram() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(client.DELETE("/api/telegram")),
    onSuccess: () => cache.invalidateQueries({ queryKey: TELEGRAM }),
  });
}

/** Signs in whose Telegram it is; where that is linked to no account, nobody is signed in. */
export async function enterFromTelegram(cache: QueryClient, initData: string): Promise<void> {
  const { me } = await answerOf(
    client.POST("/api/telegram/session", {
      body: { initData },
      signal: AbortSignal.timeout(ENTERED_WITHIN_MS),
    }),
  );
  if (me) await beginSession(cache, me);
  else if (hasSession()) forgetSession(cache);
}
