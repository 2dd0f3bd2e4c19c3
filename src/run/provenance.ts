import { existsSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../scenario/catalogue.ts";

/** The version of kind-chaos itself, for journals and summaries. */
export function harnessVersion(): string {
  const file = join(projectFolder, "package.json");
  return existsSync(file) ? String((JSON.parse(readFileSync(file, "utf8")) as { version: string }).version) : "unknown";
}

/** The machine that a run was made on, for journals and summaries. */
export function machineFacts(): { cpus: number; memoryGiB: number; platform: string } {
  return {
    cpus: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
  };
}
