import { useEffect } from "react";
import { useMe } from "../../api/account";
import { renew } from "./device";
import { usePush } from "./usePush";

/**
 * Stands beside every page: tells the server again where this device is reached, when the app starts and whenever
 * who is signed in, the language or what a guest follows has changed. Asks nobody anything.
 */
export function KeepPush() {
  const { state, publicKey, follows } = usePush();
  const me = useMe();
  const who = me.isSuccess ? (me.data?.email ?? "") : null;
  const followed = follows.references.join(" ");
  const { language } = follows;
  useEffect(() => {
    if (state !== "on" || publicKey === null || who === null) return;
    const references = followed === "" ? [] : followed.split(" ");
    // What fails now is done the next time that the app starts.
    void renew(publicKey, { references, language }).catch(() => undefined);
  }, [state, publicKey, who, followed, language]);
  return null;
}
