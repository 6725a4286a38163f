import { useEffect, useEffectEvent, useState } from "react";
import { useOpenWithKey } from "../../api/bookings";
import { isProblem } from "../../api/problem";
import { useOnline } from "../../api/reach";
import { keepLink, remember } from "../../kept/remembered";

export interface SecretLink {
  /** The key is being exchanged: what the caller may see is not known yet. */
  opening: boolean;
  /** The exchange brought no answer; it can be tried again. */
  error: Error | null;
  retry: () => void;
}

/**
 * A guest's secret link: its key leaves the address at once, and is exchanged for the right to see the booking. It is
 * kept in memory until the server has answered yes or no.
 */
export function useSecretLink(reference: string): SecretLink {
  const open = useOpenWithKey();
  const online = useOnline();
  const [link, setLink] = useState(linkInAddress);

  useEffect(() => {
    const take = () => {
      const found = linkInAddress();
      if (found !== null) setLink(found);
      cleanAddress();
    };
    cleanAddress();
    // A link that is opened where this page stands changes nothing but the hash.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);

  function exchange() {
    if (link === null || open.isPending) return;
    open.mutate(
      { reference, key: keyOf(link) },
      {
        onSuccess: () => {
          remember(reference);
          keepLink(reference, link);
          setLink(null);
        },
        onError: (error) => {
          if (isProblem(error) && error.status === 404) setLink(null);
        },
      },
    );
  }
  // When the link comes, and once the server can be reached again.
  const onChance = useEffectEvent(() => {
    if (online || !open.isError) exchange();
  });
  useEffect(() => onChance(), [link, online]);

  const error = link === null ? null : open.error;
  return { opening: link !== null && error === null, error, retry: exchange };
}

/** The address with a key in it, or null. */
function linkInAddress(): string | null {
  const { href } = window.location;
  return keyOf(href) === "" ? null : href;
}

function keyOf(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get("key") ?? "";
}

function cleanAddress(): void {
  const { hash, pathname, search } = window.location;
  if (hash.startsWith("#key")) window.history.replaceState(null, "", pathname + search);
}
