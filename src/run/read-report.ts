import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** The longest of any real run has 200 KiB. */
const mostBytes = 32 * 2 ** 20;

/**
 * What a schema takes of report.json in a run's folder; throws UsageError, without the folder's name, where it is not
 * there, is of another version or is none.
 */
export function readReport<Schema extends z.ZodType>(folder: string, schema: Schema): z.output<Schema> {
  const file = join(folder, "report.json");
  if (!existsSync(file)) throw new UsageError('it has no report.json: "replay --write" makes it from the journal');
  const text = readInputFile(file, { mostBytes, isForeign: true });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`report.json is no JSON: ${messageOf(cause)}`, { cause });
  }
  const { version } = (value ?? {}) as { readonly version?: unknown };
  if (typeof version === "number" && version !== 1)
    throw new UsageError(`report.json is of version ${version}, and this kind-chaos reads version 1`);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`report.json is no report: ${issue?.path.join(".") || "all of it"}: ${issue?.message}`);
}

/** The reports of some runs; one that cannot be read is told with the reason, and spoils no other. */
export interface ReadReports<Report> {
  readonly read: readonly { readonly folder: string; readonly report: Report }[];
  readonly unread: readonly { readonly folder: string; readonly problem: string }[];
}

/** Reads what a schema takes of the reports in folders of runs, of each folder once, by its real path. */
export function readReports<Schema extends z.ZodType>(
  folders: readonly string[],
  schema: Schema,
): ReadReports<z.output<Schema>> {
  const read: { folder: string; report: z.output<Schema> }[] = [];
  const unread: { folder: string; problem: string }[] = [];
  for (const folder of new Set(folders.map((one) => realpathSync(one))))
    try {
      read.push({ folder, report: readReport(folder, schema) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unread.push({ folder, problem: error.message });
    }
  return { read, unread };
}
