// Lays a Brotli and a gzip twin beside every file of the build that gains by it; the server picks one by what the
// browser accepts. Once per build at full strength, instead of weakly on every request.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const LEAST_BYTES = 512;

for (const path of readdirSync("dist", { recursive: true })) {
  const file = join("dist", path);
  if (!TEXT.test(file) || !statSync(file).isFile()) continue;
  const content = readFileSync(file);
  if (content.length < LEAST_BYTES) continue;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
