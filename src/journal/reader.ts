import { createReadStream } from "node:fs";
import { UsageError } from "../model/errors.ts";
import { eventSchema, type JournalEvent } from "../model/event.ts";
import type { Journal } from "../model/journal.ts";
import type { Sample, SampleRow } from "../model/sample.ts";
import { SampleDecoder } from "./sample-decoder.ts";

/**
 * Reads a journal line by line. Lines that cannot be understood are counted, not fatal; a torn last line is what a
 * killed writer leaves behind. Throws UsageError where there is no such file.
 */
export async function readJournal(path: string): Promise<Journal> {
  const lines = new LineReader();
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 18 })) {
      const pieces = (rest + chunk).split("\n");
      rest = pieces.pop() ?? "";
      for (const line of pieces) lines.take(line);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") {
      throw new UsageError(`There is no journal at ${path}`, { cause });
    }
    throw cause;
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
    const parsed = eventSchema.safeParse(parse(line));
    if (parsed.success) this.events.push(parsed.data);
    return parsed.success;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // Counted as damage by the caller.
  }
}
