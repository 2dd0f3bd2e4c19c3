import { type Sample, type SampleOutcome, type SampleRow, sampleOutcomes } from "../model/sample.ts";

/** Samples that one chunk holds. */
const chunkSize = 8_192;

/** No number, time, backend or status. */
const none = -1;

/** Reads samples from the rows of a journal; they keep its resolution, a tenth of a millisecond. */
export class SampleDecoder {
  #chunk = new SampleChunk();
  /** One string for all samples of an error class. */
  readonly #words = new Map<string, string>();

  /** The sample of a row that was found to be one (rowProblem). */
  decode(row: SampleRow): Sample {
    if (this.#chunk.length === chunkSize) this.#chunk = new SampleChunk();
    return this.#chunk.add(row, this.#words);
  }
}

/**
 * Samples in columns, a third of the memory that they take as plain objects: a journal of an hour holds a million.
 * Times after `scheduled` are tenths of milliseconds, the journal's own resolution, so that nothing is lost.
 */
class SampleChunk {
  readonly lane = new Uint16Array(chunkSize);
  readonly number = new Int32Array(chunkSize);
  readonly scheduled = new Float64Array(chunkSize);
  readonly started = new Int32Array(chunkSize);
  readonly connected = new Int32Array(chunkSize);
  readonly firstByte = new Int32Array(chunkSize);
  readonly ended = new Int32Array(chunkSize);
  readonly outcome = new Uint8Array(chunkSize);
  readonly backend = new Int16Array(chunkSize);
  readonly connection = new Uint32Array(chunkSize);
  readonly status = new Int16Array(chunkSize);
  readonly revision = new Float64Array(chunkSize);
  readonly errors: (string | undefined)[] = [];
  readonly details: (string | undefined)[] = [];
  length = 0;

  /** Takes a row of the journal, while there is room; `words` keeps one string for each error class. */
  add(row: SampleRow, words: Map<string, string>): Sample {
    const [, lane, number, scheduled, started, connected, firstByte, ended, outcome] = row as readonly number[];
    const [, , , , , , , , , error, backend, connection, status, revision, detail] = row;
    const index = this.length;
    this.length += 1;
    this.lane[index] = lane as number;
    this.number[index] = number ?? none;
    this.scheduled[index] = scheduled as number;
    this.started[index] = tenths(started) ?? 0;
    this.connected[index] = tenths(connected) ?? none;
    this.firstByte[index] = tenths(firstByte) ?? none;
    this.ended[index] = tenths(ended) ?? 0;
    this.outcome[index] = outcome as number;
    this.errors.push(typeof error === "string" ? shared(error, words) : undefined);
    this.backend[index] = typeof backend === "number" ? backend : none;
    this.connection[index] = connection as number;
    this.status[index] = typeof status === "number" ? status : none;
    this.revision[index] = typeof revision === "number" ? revision : Number.NaN;
    this.details.push(typeof detail === "string" ? detail : undefined);
    return new SampleView(this, index);
  }
}

/** One sample of a chunk, read where it lies. */
class SampleView implements Sample {
  readonly #chunk: SampleChunk;
  readonly #index: number;

  constructor(chunk: SampleChunk, index: number) {
    this.#chunk = chunk;
    this.#index = index;
  }

  get lane(): number {
    return this.#chunk.lane[this.#index] as number;
  }
  get number(): number | undefined {
    return present(this.#chunk.number[this.#index] as number);
  }
  get scheduled(): number {
    return this.#chunk.scheduled[this.#index] as number;
  }
  get started(): number {
    return this.scheduled + (this.#chunk.started[this.#index] as number) / 10;
  }
  get connected(): number | undefined {
    return this.#since(this.#chunk.connected[this.#index] as number);
  }
  get firstByte(): number | undefined {
    return this.#since(this.#chunk.firstByte[this.#index] as number);
  }
  get ended(): number {
    return this.scheduled + (this.#chunk.ended[this.#index] as number) / 10;
  }
  get outcome(): SampleOutcome {
    return sampleOutcomes[this.#chunk.outcome[this.#index] as number] as SampleOutcome;
  }
  get error(): string | undefined {
    return this.#chunk.errors[this.#index];
  }
  get backend(): number | undefined {
    return present(this.#chunk.backend[this.#index] as number);
  }
  get connection(): number {
    return this.#chunk.connection[this.#index] as number;
  }
  get status(): number | undefined {
    return present(this.#chunk.status[this.#index] as number);
  }
  get revision(): number | undefined {
    const revision = this.#chunk.revision[this.#index] as number;
    return Number.isNaN(revision) ? undefined : revision;
  }
  get detail(): string | undefined {
    return this.#chunk.details[this.#index];
  }

  #since(after: number): number | undefined {
    return after === none ? undefined : this.scheduled + after / 10;
  }
}

function tenths(ms: number | null | undefined): number | undefined {
  return typeof ms === "number" ? Math.round(ms * 10) : undefined;
}

/** A journal of a long outage holds the same word a million times. */
function shared(word: string, words: Map<string, string>): string {
  const known = words.get(word);
  if (known === undefined) words.set(word, word);
  return known ?? word;
}

function present(value: number): number | undefined {
  return value === none ? undefined : value;
}
