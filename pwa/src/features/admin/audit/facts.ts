import type { AuditEntry, WorkLot } from "../../../api/admin/types";
import type { SpaceId } from "../../../api/types";
import type { Format } from "../../../i18n/format";
import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";
import { inWords } from "../inWords";
import { kindWord } from "../messages/kindWord";
import { discrepancyWord } from "../money/discrepancyWord";
import { settingName, tellSetting } from "../lot/tellSetting";

export interface Fact {
  name: string;
  value: string;
}

/** What facts are told with. */
export interface Telling {
  t: StaffTranslate;
  format: Format;
  lot: WorkLot;
  /** "B1 · A7", by the spot's id. */
  spots: ReadonlyMap<SpaceId, string>;
}

/** What the entry says in its own line already, or another fact says better. */
const SAID = new Set(["reference", "retired", "revision", "scopes", "slug", "space_id"]);

/** The facts of an entry as people read them; numbers by which rows are told apart are left out. */
export function tellFacts(entry: AuditEntry, telling: Telling): Fact[] {
  if (entry.kind === "LotChanged") return tellChanges(entry.facts, telling);
  return Object.entries(entry.facts).flatMap(([key, value]) => tellFact(key, value, telling) ?? []);
}

/** What each setting was, and what it is. */
function tellChanges({ before, after }: AuditEntry["facts"], { t, format, lot }: Telling): Fact[] {
  const [was, is] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
  const telling = { t, format, currency: lot.currency };
  return Object.entries(is).map(([column, value]) => {
    const setting = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const told = (one: unknown) => tellSetting(setting, one, telling);
    return {
      name: settingName(setting, t) ?? inWords(column),
      value: t("desk.fact.change", { before: told(was[column]), after: told(value) }),
    };
  });
}

function tellFact(key: string, value: unknown, { t, format, lot, spots }: Telling): Fact | null {
  if (SAID.has(key)) return null;
  if (key === "from_space_id") {
    const spot = spots.get(Number(value));
    return spot ? { name: t("desk.fact.fromSpot"), value: spot } : null;
  }
  if (key === "lot_id" && value === null)
    return { name: t("desk.fact.where"), value: t("desk.staff.everywhere") };
  if (key.endsWith("_id")) return null;
  if (key === "photo_ids" && Array.isArray(value))
    return { name: t("desk.fact.photos"), value: format.number(value.length) };
  if (Array.isArray(value))
    return value.length > 0 ? { name: nameOf(key, t), value: value.join(", ") } : null;
  if (isWords(value))
    return { name: nameOf(key, t), value: Object.values(value).join(" · ") || t("desk.setting.none") };
  const name = nameOf(key, t);
  const isMoment = /_(at|until|from)$/.test(key) || key === "slot";
  if (value === null) return isMoment ? { name, value: t("desk.fact.open") } : null;
  if (typeof value === "boolean") return { name, value: t(value ? "desk.fact.yes" : "desk.fact.no") };
  if (typeof value === "number")
    return { name, value: key.endsWith("_sen") ? format.money(value, lot.currency) : format.number(value) };
  if (typeof value !== "string") return null;
  if (isMoment && !Number.isNaN(Date.parse(value)))
    return { name, value: `${format.day(value, lot.timeZone)} ${format.time(value, lot.timeZone)}` };
  if (key === "kind_of_message") return { name, value: kindWord(value, t) };
  if (key === "kind_of_discrepancy") return { name, value: discrepancyWord(value, t) };
  return { name, value: key === "reason" ? value : wordOf(value, t) };
}

/** A text in several languages. */
function isWords(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === "string")
  );
}

/** The names of facts that have words of their own. */
const NAMES = {
  added: "desk.fact.added",
  after: "desk.fact.after",
  amount_sen: "desk.fact.amountSen",
  before: "desk.fact.before",
  blocked_until: "desk.fact.blockedUntil",
  bookings: "desk.fact.bookings",
  cause: "desk.fact.cause",
  changed: "desk.fact.changed",
  channel: "desk.fact.channel",
  code: "desk.fact.code",
  direction: "desk.fact.direction",
  displaced: "desk.fact.displaced",
  doubt: "desk.fact.doubt",
  ends_at: "desk.fact.endsAt",
  entered_at: "desk.fact.enteredAt",
  error: "desk.fact.error",
  hold_expires_at: "desk.fact.holdExpiresAt",
  is_told: "desk.fact.isTold",
  job: "desk.fact.job",
  kind_of_discrepancy: "desk.fact.kindOfDiscrepancy",
  kind_of_message: "desk.fact.kindOfMessage",
  left_at: "desk.fact.leftAt",
  method: "desk.fact.method",
  moved: "desk.fact.moved",
  name: "desk.fact.name",
  outcome: "desk.fact.outcome",
  owed_sen: "desk.fact.owedSen",
  program_kind: "desk.fact.programKind",
  reason: "desk.fact.reason",
  refund_sen: "desk.fact.refundSen",
  retired_labels: "desk.fact.retiredLabels",
  role: "desk.fact.role",
  slot: "desk.fact.slot",
  spots_after: "desk.fact.spotsAfter",
  spots_before: "desk.fact.spotsBefore",
  starts_at: "desk.fact.startsAt",
  status_code: "desk.fact.statusCode",
  valid_from: "desk.fact.validFrom",
  version: "desk.fact.version",
} as const satisfies Record<string, PlainStaffKey>;

function nameOf(key: string, t: StaffTranslate): string {
  return Object.hasOwn(NAMES, key) ? t(NAMES[key as keyof typeof NAMES]) : inWords(key);
}

/** What is kept as a single word of the program's. */
const WORDS = {
  owner: "desk.role.owner",
  operator: "desk.role.operator",
  attendant: "desk.role.attendant",
  in: "desk.readings.in",
  out: "desk.readings.out",
  device: "desk.programs.kind.device",
  partner: "desk.programs.kind.partner",
  app: "desk.programs.kind.app",
  unsure: "desk.readings.doubt.unsure",
  similar: "desk.readings.doubt.similar",
  unknown: "desk.readings.doubt.unknown",
  several: "desk.readings.doubt.several",
  refused: "desk.readings.doubt.refused",
  scan: "desk.word.scan",
  plate: "desk.word.plate",
  reader: "desk.word.reader",
  blocked: "desk.word.blocked",
  closure: "desk.word.closure",
  overstay: "desk.word.overstay",
  staff: "desk.word.staff",
  moved: "desk.word.moved",
  refunded: "desk.word.refunded",
  cancelled: "desk.word.cancelled",
  displaced: "desk.word.displaced",
  late: "desk.word.late",
  double: "desk.word.double",
  goodwill: "desk.word.goodwill",
  email: "desk.messages.channel.email",
  push: "desk.messages.channel.push",
  telegram: "desk.messages.channel.telegram",
} as const satisfies Record<string, PlainStaffKey>;

function wordOf(value: string, t: StaffTranslate): string {
  return Object.hasOwn(WORDS, value) ? t(WORDS[value as keyof typeof WORDS]) : value.replaceAll("_", " ");
}
