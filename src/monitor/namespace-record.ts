import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { cacheFolder, cacheSubfolder } from "../host/cache-folder.ts";
import { readInputFile } from "../host/input-file.ts";
import { replaceFile } from "../host/output-file.ts";
import { isProcess } from "../host/process-start.ts";
import { messageOf } from "../model/errors.ts";

const recordSchema = z.strictObject({
  /** Name of the run, the value of the namespace's label. */
  run: z.string(),
  namespace: z.string(),
  /** Its files, in their order; none where a pod monitors its own cluster. */
  kubeconfig: z.array(z.string()),
  context: z.string(),
  server: z.string(),
  /** The monitor's process, and when the kernel started it: the number alone may be another's later. */
  pid: z.number().int(),
  started: z.string(),
});
/** What has to be removed after a monitor that wrote, on the disk before it is made. */
export type NamespaceRecord = z.infer<typeof recordSchema>;

/** A record has seven short values. */
const limits = { mostBytes: 65_536 } as const;

/** What the name of a run looks like; it becomes that of a file, so nothing else is taken. */
const nameForm = /^[\w-]{1,200}$/;

/**
 * Where records lie: with what this machine keeps, never in a run's folder, which may come from elsewhere and must not
 * tell `clean` which server it asks.
 */
function recordsFolder(): string {
  return join(cacheFolder(), "monitors");
}

function fileOf({ run, pid }: NamespaceRecord): string {
  if (!nameForm.test(run)) throw new Error(`${JSON.stringify(run)} is no name of a run`);
  return join(recordsFolder(), `${run}-${pid}.json`);
}

/** Puts a record on the disk, for its owner's eyes alone; it is there when this returns. */
export function keepRecord(record: NamespaceRecord): void {
  cacheSubfolder("monitors");
  replaceFile(fileOf(record), `${JSON.stringify(record)}\n`, 0o600);
}

/** Its namespace is gone; idempotent. */
export function forgetRecord(record: NamespaceRecord): void {
  rmSync(fileOf(record), { force: true });
}

/** Whether the monitor of a record still runs. */
export function isMonitored({ pid, started }: NamespaceRecord): boolean {
  return isProcess(pid, started);
}

/** All records that there are, and what cannot be read, in one line each. */
export function keptRecords(): { readonly records: readonly NamespaceRecord[]; readonly problems: readonly string[] } {
  const records: NamespaceRecord[] = [];
  const problems: string[] = [];
  const folder = recordsFolder();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    // What is being written, or was when its writer died, says nothing yet: the namespace is made after it.
    if (!name.endsWith(".json")) continue;
    try {
      records.push(recordSchema.parse(JSON.parse(readInputFile(join(folder, name), limits))));
    } catch (error) {
      problems.push(`${join(folder, name)} is no record of a monitor: ${messageOf(error).split("\n")[0]}`);
    }
  }
  return { records, problems };
}
