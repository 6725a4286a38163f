/** What an installed app needs from its first moment; the rest of it follows after the first page (`Resident`). */
import { noteInstallOffers } from "./offer";
import { reloadForGoneParts } from "./parts";

export function settleIn(): void {
  noteInstallOffers();
  reloadForGoneParts();
}
