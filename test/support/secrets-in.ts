import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { secretsOf } from "../../src/model/secrets.ts";

/** Every secret in the files of a folder and below, "file: what"; what is packed with gzip is unpacked. */
export function secretsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    const path = join(folder, name);
    if (!lstatSync(path).isFile()) return [];
    const bytes = readFileSync(path);
    const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
    return secretsOf(text).map((what) => `${name}: ${what}`);
  });
}
