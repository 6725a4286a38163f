/** Long enough for a slow browser to have begun. */
const KEPT_MS = 60_000;

/** Gives a file to whoever sits there, as if they had followed a link to it. */
export function saveFile(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
