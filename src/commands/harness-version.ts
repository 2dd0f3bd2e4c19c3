import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./catalogue.ts";

/** The version of kind-chaos itself, for journals. */
export function harnessVersion(): string {
  const file = join(projectFolder, "package.json");
  return existsSync(file) ? String((JSON.parse(readFileSync(file, "utf8")) as { version: string }).version) : "unknown";
}
