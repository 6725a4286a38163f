// Fails when the script needed before the floor map can be used outgrows its budget, and when files of the build import
// each other in a circle: one of them would then begin with what is not there yet; or a driver's file a staff's.
// It follows the build manifest: the entry, the lot page, and everything they import statically.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const BUDGET_KB = 130;
const PAGES = ["index.html", "src/start.tsx", "src/features/lots/LotPage.tsx", "src/i18n/messages/en.ts"];

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const files = new Set();

function follow(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build has no chunk for ${key}; correct PAGES in scripts/check-size.mjs.`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) follow(next);
}

PAGES.forEach(follow);
let total = 0;
let gzipped = 0;
for (const file of files) {
  if (!file.endsWith(".js")) continue;
  const script = readFileSync(`dist/${file}`);
  // As it travels: every browser that runs modules takes Brotli, at the quality of scripts/compress.mjs.
  const size = brotliCompressSync(script).length;
  total += size;
  gzipped += gzipSync(script, { level: 9 }).length;
  console.log(`${inKb(size)}  ${file}`);
}
console.log(`${inKb(total)}  compressed script before the map; the budget is ${BUDGET_KB} KB`);
console.log(`${inKb(gzipped)}  where a proxy makes gzip of it`);
const leaks = Object.values(manifest).filter(
  (chunk) => !isStaffs(chunk) && (chunk.imports ?? []).some((key) => isStaffs(manifest[key])),
);
if (leaks.length > 0)
  console.error(`Drivers' phones lack what they import: ${leaks.map(({ file }) => file).join(", ")}.`);
const circles = Object.keys(manifest).filter((key) => leadsTo(key, key));
if (circles.length > 0)
  console.error(`In a circle of imports: ${circles.join(", ")}; see groups in vite.config.ts.`);
if (total > BUDGET_KB * 1024 || circles.length > 0 || leaks.length > 0) process.exit(1);

function leadsTo(from, to, seen = new Set()) {
  return (manifest[from]?.imports ?? []).some((next) => {
    if (next === to) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return leadsTo(next, to, seen);
  });
}

/** Kept by the phones of staff alone (src/sw/staff.ts). */
function isStaffs({ file }) {
  return file.startsWith("assets/staff/");
}

function inKb(bytes) {
  return `${(bytes / 1024).toFixed(1).padStart(7)} KB`;
}
