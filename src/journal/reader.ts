import { createReadStream, existsSync } from "node:fs";
import { openInputFile } from "../host/input-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { eventSchema, type JournalEvent, journalVersion } from "../model/event.ts";
import type { Journal } from "../model/journal.ts";
import type { Sample, SampleRow } from "../model/sample.ts";
import { SampleDecoder } from "./sample-decoder.ts";

/** A hundred hours of thirty lanes. */
const mostBytes = 16 * 2 ** 30;

/** So many lines that nobody can read are no accident: the file is something else. */
const mostDamaged = 100_000;

/** The longest real line has 100 KiB; what has no line ends at all would be taken into memory whole. */
const mostOfALine = 16 * 2 ** 20;

/**
 * Reads a journal line by line. Lines that cannot be understood are counted, not fatal; a torn last line is what a
 * killed writer leaves behind. Throws UsageError where there is no such file, or one of another version of the format.
 */
export async function readJournal(path: string): Promise<Journal> {
  if (!existsSync(path)) throw new UsageError(`There is no journal at ${path}`);
  const lines = new LineReader();
  let rest = "";
  try {
    const fd = openInputFile(path, { mostBytes, isForeign: true });
    for await (const chunk of createReadStream("", { fd, encoding: "utf8", highWaterMark: 1 << 18 })) {
      const pieces = (rest + chunk).split("\n");
      rest = pieces.pop() ?? "";
      if (rest.length > mostOfALine)
        throw new UsageError(`${path}: has a line of more than 16 MiB, so it is no journal`);
      for (const line of pieces) lines.take(line);
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${path}: cannot be read (${messageOf(cause)})`, { cause });
  }
  const torn = rest !== "" && !lines.take(rest, false);
  return { events: lines.events, samples: lines.samples, damaged: lines.damaged, torn };
}

class LineReader {
  readonly events: JournalEvent[] = [];
  readonly samples: Sample[] = [];
  damaged = 0;
  readonly #samples = new SampleDecoder();

  /** Understands one line; where it cannot, the damage is counted unless told not to. */
  take(line: string, count = true): boolean {
    const understood = line.startsWith('["s"') ? this.#sample(line) : this.#event(line);
    if (!understood && count) this.damaged += 1;
    if (this.damaged > mostDamaged) throw new UsageError(`more than ${mostDamaged} lines of it are none of a journal`);
    return understood;
  }

  #sample(line: string): boolean {
    const row = parse(line) as SampleRow | undefined;
    if (row === undefined) return false;
    const sample = this.#samples.decode(row);
    if (sample !== undefined) this.samples.push(sample);
    return sample !== undefined;
  }

  #event(line: string): boolean {
    const value = parse(line);
    const isFirst = this.events.length + this.samples.length + this.damaged === 0;
    const version = versionOf(value, isFirst);
    if (version !== undefined && version !== journalVersion) throw otherVersion(version);
    const parsed = eventSchema.safeParse(value);
    if (parsed.success) this.events.push(parsed.data);
    return parsed.success;
  }
}

/** The version that a journal's first event tells, whatever that is called in another one; undefined of other lines. */
function versionOf(value: unknown, isFirst: boolean): unknown {
  const event = value as { readonly type?: unknown; readonly version?: unknown } | null | undefined;
  return isFirst || event?.type === "run-start" ? event?.version : undefined;
}

function otherVersion(version: unknown): UsageError {
  const told = typeof version === "number" ? `version ${version}` : "another version";
  return new UsageError(
    `The journal is of ${told} of its format, and this kind-chaos reads version ${journalVersion}: judge it with the release that recorded it`,
  );
}

function parse(line: string): unknown {
  if (line[0] !== "{" && line[0] !== "[") return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // Counted as damage by the caller.
  }
}
