import { useQuery, useQueryClient } from "@tanstack/react-query";
import { movements, sent, useMovements } from "../../../api/admin/movements";
import type { Movement } from "../../../api/admin/movements";
import { passKeysQuery, tellMovement } from "../../../api/admin/gate";
import { adminKeys } from "../../../api/admin/keys";
import type { MovementTold, Stays, WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { ApiProblem, isProblem } from "../../../api/problem";
import { isOnline } from "../../../api/reach";
import { judgePass, judgeTyped, looksLikeReference, NOBODY, tidied } from "./judge";
import type { Direction, Guest, Judgement } from "./judge";
import { readPass } from "./pass";

/** What a driver shows. */
export type Shown = { scan: string } | { typed: string } | { reference: string };

/** What came of a car at the gate. */
export interface Outcome {
  /** `noted`: on this device, to be sent later. */
  kind: "done" | "noted" | "refused";
  movement: Movement;
  guest: Guest;
  /** Of a refusal, its code. */
  doubt: string | null;
  /** The server's own sentence, where it spoke. */
  detail: string | null;
  references: readonly string[];
  /** What it left owing. */
  owedSen: number;
  /** It left, and nobody has told the server yet that it came. */
  awaitsEntry: boolean;
  /** Whoever stands at the gate may know better than this device. */
  mayInsist: boolean;
}

/** No judgement of whoever stands there makes these good. */
const FINAL = new Set(["pass_not_genuine", "wrong_lot", "several_bookings"]);

interface Gate {
  present: (direction: Direction, shown: Shown) => Promise<Outcome>;
  /** All the same: the car is let in or out, whatever is thought of it. */
  insist: (outcome: Outcome) => Promise<Outcome>;
  /** Passes can be checked without the server. */
  hasKeys: boolean;
}

/** Lets cars in and out: by the server where it can be reached, else by what this device knows. */
export function useGate(lot: WorkLot, by: string, stays: Stays | null): Gate {
  const cache = useQueryClient();
  const keys = useQuery(passKeysQuery).data?.keys;
  const seen = useMovements();

  async function present(direction: Direction, shown: Shown): Promise<Outcome> {
    const judgement = await judge(direction, shown);
    const movement = noted(direction, shown, judgement);
    if (judgement.doubt && FINAL.has(judgement.doubt) && "scan" in shown) return refused(movement, judgement);
    return (await told(movement, judgement.guest)) ?? (await alone(movement, judgement));
  }

  async function judge(direction: Direction, shown: Shown): Promise<Judgement> {
    const here = seen.filter((one) => one.by === by && one.slug === lot.slug);
    const known = { stays, movements: here, now: serverNow() };
    if (!("scan" in shown))
      return judgeTyped(direction, "typed" in shown ? shown.typed : shown.reference, known);
    if (!keys) return { guest: NOBODY, doubt: isOnline() ? null : "pass_not_checked", references: [] };
    const pass = await readPass(shown.scan, keys);
    if (!pass) return { guest: NOBODY, doubt: "pass_not_genuine", references: [] };
    return judgePass(direction, pass, lot.slug, known);
  }

  function noted(direction: Direction, shown: Shown, { guest }: Judgement): Movement {
    const typed = "typed" in shown ? shown.typed : null;
    const reference =
      "reference" in shown ? shown.reference : typed && looksLikeReference(typed) ? tidied(typed) : null;
    return {
      key: crypto.randomUUID(),
      by,
      slug: lot.slug,
      direction,
      scan: "scan" in shown ? shown.scan : null,
      plate: typed !== null && reference === null ? tidied(typed) : null,
      reference,
      at: new Date(serverNow()).toISOString(),
      leaveOwing: false,
      name: guest.plate ?? guest.reference ?? reference ?? typed ?? "",
    };
  }

  /** What the server says; null when it cannot be reached. */
  async function told(movement: Movement, guest: Guest): Promise<Outcome | null> {
    if (!isOnline()) return null;
    try {
      const done = await tellMovement(lot.slug, sent(movement));
      void cache.invalidateQueries({ queryKey: adminKeys.stays(lot.slug) });
      const { owedSen, awaitsEntry } = done;
      return { ...outcome("done", movement, guestOf(done)), owedSen, awaitsEntry };
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) return null;
      return {
        // The lists of this device may not have come yet.
        ...outcome("refused", movement, { ...guest, reference: guest.reference ?? error.reference }),
        doubt: error.code,
        detail: error.detail,
        references: error.references,
        mayInsist: !movement.leaveOwing && mayBeGone(error, movement.direction),
      };
    }
  }

  /** As this device sees it. */
  async function alone(movement: Movement, judgement: Judgement): Promise<Outcome> {
    if (judgement.doubt !== null) return refused(movement, judgement);
    return note(movement, judgement.guest);
  }

  async function note(movement: Movement, guest: Guest): Promise<Outcome> {
    // The booking that was found is surer than the plate by which it was found.
    const isFound = movement.scan === null && guest.reference !== null;
    const known = isFound ? { plate: null, reference: guest.reference } : {};
    // The car is gone: what it may owe stays owed.
    await movements.add({ ...movement, ...known, leaveOwing: movement.direction === "out" });
    return outcome("noted", movement, guest);
  }

  async function insist(before: Outcome): Promise<Outcome> {
    const owing = { ...before.movement, leaveOwing: before.movement.direction === "out" };
    return (await told(owing, before.guest)) ?? (await note(owing, before.guest));
  }

  return { present, insist, hasKeys: keys !== undefined };
}

function outcome(kind: Outcome["kind"], movement: Movement, guest: Guest): Outcome {
  const nothing = { doubt: null, detail: null, references: [], owedSen: 0, awaitsEntry: false };
  return { kind, movement, guest, ...nothing, mayInsist: false };
}

/** It owes something; or who saw it come has not been heard yet: it leaves all the same. */
function mayBeGone(error: ApiProblem, direction: Direction): boolean {
  return isProblem(error, "exit_fee_owed") || (direction === "out" && isProblem(error, "car_not_in"));
}

function refused(movement: Movement, { guest, doubt, references }: Judgement): Outcome {
  const mayInsist = doubt !== null && !FINAL.has(doubt);
  return { ...outcome("refused", movement, guest), doubt, references, mayInsist };
}

function guestOf(told: MovementTold): Guest {
  return {
    reference: told.reference,
    plate: told.plateNumber,
    name: told.name,
    area: told.areaCode,
    spot: told.spaceLabel,
    startsAt: told.startsAt,
    endsAt: told.endsAt,
  };
}
