import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOnline } from "../reach";
import { movements, useMovements } from "./movements";

/** How long to wait before what the server could not take is told again. */
const AGAIN_MS = 20_000;

/** Tells the server what this attendant's phone saw without it, as soon as it can be reached. */
export function useSendMovements(by: string): void {
  const cache = useQueryClient();
  const online = useOnline();
  const waiting = useMovements().filter((one) => one.state === "waiting" && one.by === by).length;
  useEffect(() => {
    if (!online || waiting === 0) return;
    const send = () =>
      void movements.send(by).then((learned) => {
        if (learned) void cache.invalidateQueries({ queryKey: ["admin"] });
      });
    send();
    const timer = setInterval(send, AGAIN_MS);
    return () => clearInterval(timer);
  }, [cache, online, waiting, by]);
}
