/** Malaysian number plates: the way the server keeps them is told apart from the way people read them. */

/** Capitals and digits only, as plates are compared: "wxy-1234 " is "WXY1234". */
export function compactPlate(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** A plate with its parts set apart: "WXY 1234", "W 1234 A", "QAA 51 C", "PUTRAJAYA 1". */
export function readablePlate(typed: string): string {
  const plate = compactPlate(typed);
  const parts = /^([A-Z]{1,10})(\d{1,5})([A-Z]{0,2})$/.exec(plate);
  return parts ? parts.slice(1).filter(Boolean).join(" ") : plate;
}

/** Whether this could be a plate: letters and a number. The server decides. */
export function looksLikePlate(typed: string): boolean {
  const plate = compactPlate(typed);
  return plate.length >= 2 && plate.length <= 15 && /\d/.test(plate) && /[A-Z]/.test(plate);
}
