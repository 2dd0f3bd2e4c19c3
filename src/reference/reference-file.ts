import { type RunSet, runSetSchema } from "../comparison/run-set.ts";
import { readInputFile } from "../host/input-file.ts";
import { writeOutput } from "../host/output-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** A hundred runs of each scenario of the library have about 10 MiB. */
const mostBytes = 64 * 2 ** 20;

/**
 * Writes runs as a reference file: JSON for a review, with each list of values on one line, so that what a change of it
 * changes can be seen. Throws UsageError where it cannot be written.
 */
export function writeReference(file: string, runs: RunSet): void {
  writeOutput(file, referenceText(runs));
}

/** The text of a reference file; the same runs give the same text. */
export function referenceText(runs: RunSet): string {
  const lists: string[] = [];
  const text = JSON.stringify(
    runs,
    (key, value) => {
      if (!["samplesMs", "outcomes"].includes(key) && !(Array.isArray(value) && value.every(isPlain))) return value;
      lists.push(JSON.stringify(value));
      return `\u0000${lists.length - 1}\u0000`;
    },
    2,
  );
  return `${text.replaceAll(/"\\u0000(\d+)\\u0000"/g, (_, index) => lists[Number(index)] ?? "")}\n`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object";
}

/** Reads a reference file; throws UsageError with the place of what is wrong in it. */
export function readReference(file: string): RunSet {
  let value: unknown;
  try {
    value = JSON.parse(readInputFile(file, { mostBytes }));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file}: is no JSON: ${messageOf(cause)}`, { cause });
  }
  const parsed = runSetSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${file}: is no reference: ${issue?.path.join(".") || "all of it"}: ${issue?.message}`);
}
