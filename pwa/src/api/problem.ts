import type { NearestSpace } from "./types";

export interface FieldError {
  field: string;
  message: string;
}

/** Refusals that are about one field of what was sent. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  email_already_registered: "email",
  email_missing: "email",
  email_not_understood: "email",
  name_not_understood: "name",
  password_is_email: "password",
  password_too_common: "password",
  password_too_long: "password",
  password_too_short: "password",
  plate_not_understood: "plateNumber",
  vehicle_already_listed: "plateNumber",
  vehicle_missing: "plateNumber",
};

/** The server said no, and why (RFC 9457). `detail` is in the reader's language and is shown as it is. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId: string | null;
  readonly fields: readonly FieldError[];
  /** Why somebody's data cannot be erased yet, as codes. */
  readonly reasons: readonly string[];
  /** The one field that the refusal is about, where it says so. */
  readonly about: string | null;
  readonly nearest: readonly NearestSpace[];
  /** To who wants to stay longer: how long the lot would let them. */
  readonly latestEndsAt: string | null;
  /** Of a plate at the gate: the bookings among which somebody has to choose. */
  readonly references: readonly string[];
  /** Of a car at the gate that owes something: its booking. */
  readonly reference: string | null;
  /** To who was brought by an app that asked wrongly: where the app is told so. */
  readonly redirectTo: string | null;
  /** To who saved second: who was first, and when. */
  readonly editedBy: string | null;
  readonly editedAt: string | null;

  constructor(status: number, body: unknown) {
    const facts = isRecord(body) ? body : {};
    super(text(facts["detail"]) ?? text(facts["title"]) ?? "");
    this.name = "ApiProblem";
    this.status = status;
    this.code = text(facts["code"]) ?? "unreadable_answer";
    this.title = text(facts["title"]) ?? "";
    this.requestId = text(facts["requestId"]);
    this.fields = list(facts["errors"]).filter(isFieldError);
    this.reasons = list(facts["reasons"]).filter((one) => typeof one === "string");
    this.about = text(facts["field"]);
    this.nearest = list(facts["nearest"]).filter(isNearest);
    this.latestEndsAt = text(facts["latestEndsAt"]);
    this.references = list(facts["references"]).filter((one) => typeof one === "string");
    this.reference = text(facts["reference"]);
    this.redirectTo = text(facts["redirectTo"]);
    this.editedBy = text(facts["editedBy"]);
    this.editedAt = text(facts["editedAt"]);
  }

  get detail(): string {
    return this.message;
  }

  /** The message for one field of a form, or null: from the list of fields, or when the refusal is about that field. */
  of(field: string): string | null {
    const listed = this.fields.find((error) => error.field === field)?.message;
    return listed ?? (FIELD_OF_CODE[this.code] === field ? this.detail : null);
  }
}

/** No answer came: offline, or the server could not be reached. Nothing is known of what it did. */
export class NoConnection extends Error {
  constructor(cause: unknown) {
    super("no connection", { cause });
    this.name = "NoConnection";
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value["field"] === "string" && typeof value["message"] === "string";
}

function isNearest(value: unknown): value is NearestSpace {
  return isRecord(value) && "spaceId" in value && typeof value["label"] === "string";
}
