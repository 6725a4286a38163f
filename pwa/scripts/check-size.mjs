// Fails when the script needed before the floor map can be used outgrows its budget.
// It follows the build manifest: the entry, the lot page, and everything they import statically.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 130;
const PAGES = ["index.html", "src/features/lots/LotPage.tsx", "src/i18n/messages/en.ts"];

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
for (const file of files) {
  if (!file.endsWith(".js")) continue;
  const size = gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length;
  total += size;
  console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${file}`);
}
console.log(
  `${(total / 1024).toFixed(1).padStart(7)} KB  compressed script before the map; the budget is ${BUDGET_KB} KB`,
);
if (total > BUDGET_KB * 1024) process.exit(1);
