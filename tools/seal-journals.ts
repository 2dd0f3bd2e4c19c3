import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { sealed, unsealed } from "../test/support/sealed-journal.ts";

/**
 * Gives journals that were converted to another format checksums that fit, plain or gzipped, where they lie.
 * Usage: node tools/seal-journals.ts test/fixtures/recorded-runs/*\/journal.jsonl.gz
 */
for (const file of process.argv.slice(2)) {
  const zipped = file.endsWith(".gz");
  const bytes = readFileSync(file);
  const text = sealed(unsealed((zipped ? gunzipSync(bytes) : bytes).toString()));
  writeFileSync(file, zipped ? gzipSync(text, { level: 9 }) : text);
}
