import { createReadStream, existsSync } from "node:fs";
import type { z } from "zod";
import { openInputFile } from "../host/input-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { eventSchema, type JournalEvent } from "../model/event.ts";
import type { Journal } from "../model/journal.ts";
import type { RecordedOperations } from "../model/recorded-operation.ts";
import type { Sample, SampleRow } from "../model/sample.ts";
import { DamageLog, shown } from "./damage-log.ts";
import { EventOrder } from "./event-order.ts";
import { refuseOtherVersion } from "./format-version.ts";
import { parse } from "./parse.ts";
import { rowProblem } from "./row-check.ts";
import { SampleDecoder } from "./sample-decoder.ts";
import { type JournalSink, Stretches } from "./stretches.ts";

/** Bytes that are read at once. */
const pieceBytes = 1 << 18;

/** A hundred hours of thirty lanes. */
const mostBytes = 16 * 2 ** 30;

/**
 * Reads a journal line by line. A line that cannot be understood, cannot be true or does not stand where it can is
 * damage and left out; a stretch that does not fit its checksum is damage too. A torn last line is what a killed writer
 * leaves behind. Rows are held against what their operations say of themselves. Throws UsageError where there is no
 * such file, or one of another version of the format.
 */
export async function readJournal(path: string, operations: RecordedOperations = new Map()): Promise<Journal> {
  if (!existsSync(path)) throw new UsageError(`There is no journal at ${path}`);
  const lines = new LineReader(operations);
  const stretches = new Stretches(lines);
  try {
    const fd = openInputFile(path, { mostBytes, isForeign: true });
    for await (const chunk of createReadStream("", { fd, highWaterMark: pieceBytes })) stretches.take(chunk);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${path}: cannot be read (${messageOf(cause)})`, { cause });
  }
  stretches.end();
  const { events, samples, damage, torn } = lines;
  return { events, samples, damaged: damage.count, damage: damage.named, torn };
}

class LineReader implements JournalSink {
  readonly events: JournalEvent[] = [];
  readonly samples: Sample[] = [];
  readonly damage = new DamageLog();
  torn = false;
  readonly #samples = new SampleDecoder();
  readonly #order: EventOrder;
  /** The last moment told before the open stretch. */
  #sealedUntil = 0;

  constructor(operations: RecordedOperations) {
    this.#order = new EventOrder(operations);
  }

  get ended(): boolean {
    return this.#order.ended;
  }

  line(text: string, number: number): void {
    const what = this.#problem(text);
    if (what !== undefined) this.damage.add({ from: number, to: number, what });
  }

  lastLine(text: string, number: number): void {
    // Only the run's death explains a line that broke off.
    this.torn = parse(text) === undefined && !this.ended;
    if (!this.torn) this.line(text, number);
  }

  sealed(): void {
    this.#sealedUntil = this.#order.latest;
  }

  damaged(from: number, to: number, what: string): void {
    this.damage.add({ from, to, what, between: [this.#sealedUntil, this.#order.latest] });
    this.sealed();
  }

  #problem(line: string): string | undefined {
    return line.startsWith('["s"') ? this.#sample(line) : this.#event(line);
  }

  #sample(line: string): string | undefined {
    const row = parse(line) as SampleRow | undefined;
    if (row === undefined) return "no JSON";
    const problem = this.#order.placeProblem() ?? rowProblem(row, this.#order);
    if (problem !== undefined) return problem;
    const sample = this.#samples.decode(row);
    this.#order.attemptEnded(sample.ended);
    this.samples.push(sample);
    return undefined;
  }

  #event(line: string): string | undefined {
    const value = parse(line);
    if (value === undefined) return "no JSON";
    refuseOtherVersion(value, this.events.length === 0);
    const parsed = eventSchema.safeParse(value);
    if (!parsed.success) return shapeProblem(value, parsed.error.issues[0]);
    const problem = this.#order.eventProblem(parsed.data);
    if (problem === undefined) this.events.push(parsed.data);
    return problem;
  }
}

/** What is wrong with the shape of a line that is no attempt. */
function shapeProblem(value: unknown, issue: z.core.$ZodIssue | undefined): string {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  if (typeof type !== "string") return `neither an event nor an attempt: ${shown(value)}`;
  const [place] = issue?.path ?? [];
  return place === "type"
    ? `an event of no known type: ${shown(type)}`
    : `${type}: ${shown(place ?? issue?.message)} is none of it`;
}
