import type { OpeningSpan, SettingName, SpecialDay } from "../../../api/admin/settings";
import type { StaffTranslate } from "../../../i18n/admin/words";
import type { Format } from "../../../i18n/format";
import { languages } from "../../../i18n/languages";
import type { Language } from "../../../i18n/languages";
import { hoursByDays, isWholeDay, spelt } from "../../lots/lots";

/** Settings of a lot, with those that stand beside its prices. */
export type ToldSetting = SettingName | "refundPolicy" | "taxBasisPoints" | "taxIncluded";

export interface SettingTelling {
  t: StaffTranslate;
  format: Format;
  currency: string;
}

/** The name of a setting, or null for one that this version does not know. */
export function settingName(name: string, t: StaffTranslate): string | null {
  return Object.hasOwn(TOLD, name) ? t(`desk.setting.${name as ToldSetting}`) : null;
}

/** What a setting is, in words: for who compares it with what it was. */
export function tellSetting(name: string, value: unknown, telling: SettingTelling): string {
  if (Object.hasOwn(TOLD, name)) return TOLD[name as ToldSetting](value as never, telling);
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

type Tell<Value> = (value: Value, telling: SettingTelling) => string;

const text: Tell<string> = (value, { t }) => value || t("desk.setting.none");
const minutes: Tell<number> = (value, { format }) => format.duration(value);
const money: Tell<number> = (value, { format, currency }) => format.money(value, currency);
const coordinate: Tell<number> = (value) => value.toFixed(6);
const yesOrNo: Tell<boolean> = (value, { t }) => t(value ? "desk.fact.yes" : "desk.fact.no");

function orNone<Value>(tell: Tell<Value>): Tell<Value | null> {
  return (value, telling) => (value === null ? telling.t("desk.setting.none") : tell(value, telling));
}

interface RefundStep {
  hours_before: number;
  percent: number;
}

const TOLD: { [name in ToldSetting]: Tell<never> } = {
  name: text,
  address: text,
  latitude: coordinate,
  longitude: coordinate,
  contact: text,
  phone: text,
  whatsapp: text,
  operatorName: text,
  operatorAddress: text,
  companyRegistration: text,
  taxRegistration: text,
  openingHours: tellHours,
  specialDays: tellSpecialDays,
  houseRules: tellRules,
  entryGraceMinutes: minutes,
  exitGraceMinutes: minutes,
  noShowMinutes: orNone(minutes),
  overstayHourSen: money,
  overstayDayCapSen: orNone(money),
  refundApprovalSen: orNone(money),
  holdSeconds: (value: number, { format }) => format.duration(Math.round(value / 60)),
  minMinutes: minutes,
  maxMinutes: minutes,
  maxAdvanceDays: (value: number, { t }) => t("time.days", { count: value }),
  isListed: yesOrNo,
  refundPolicy: (steps: RefundStep[], { t }) =>
    steps.map((step) => t("facts.refund", { percent: step.percent, count: step.hours_before })).join(" ") ||
    t("desk.setting.none"),
  taxBasisPoints: (value: number, { t, format }) =>
    t("desk.percent", { percent: format.number(value / 100) }),
  taxIncluded: yesOrNo,
};

function tellHours(spans: OpeningSpan[], { t, format }: SettingTelling): string {
  return hoursByDays({ openingHours: spans })
    .map(({ from, to, hours }) => {
      const days = from === to ? format.weekday(from) : `${format.weekday(from)} – ${format.weekday(to)}`;
      const open =
        hours.length === 0 ? t("facts.closed") : hours.every(isWholeDay) ? t("lot.openAlways") : spelt(hours);
      return `${days}: ${open}`;
    })
    .join("; ");
}

function tellSpecialDays(days: SpecialDay[] | null, { t, format }: SettingTelling): string {
  if (!days || days.length === 0) return t("desk.setting.none");
  return days
    .map(({ date, opens, closes }) => {
      const open = opens && closes ? `${opens} – ${closes}` : t("facts.closed");
      return `${format.calendarDay(date)}: ${open}`;
    })
    .join("; ");
}

/** Each language's text under its own name; of a text of several lines all of them. */
function tellRules(rules: Record<string, string> | null, { t }: SettingTelling): string {
  const told = Object.entries(rules ?? {}).filter(([, rule]) => rule !== "");
  return (
    told.map(([language, rule]) => `${languageName(language)}: ${rule}`).join("; ") || t("desk.setting.none")
  );
}

export function languageName(code: string): string {
  return Object.hasOwn(languages, code) ? languages[code as Language].name : code;
}
