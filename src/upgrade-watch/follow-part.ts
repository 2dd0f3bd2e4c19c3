import { hold } from "../host/clock.ts";
import { messageOf } from "../model/errors.ts";
import type { EventOf, Untimed } from "../model/event.ts";
import type { Unread } from "../model/upgrade-look.ts";
import { ChangingList } from "./changes.ts";
import type { Part, Shown } from "./part.ts";
import { short } from "./short.ts";

/** A look is followed by so many times its own length, at least: a large cluster is asked less often. */
const restTimes = 2;
/** Errors of a socket that say that nobody there was kept busy: a look after one may follow soon. */
const quickErrors: readonly unknown[] = ["ECONNREFUSED", "ECONNRESET"];

/** Who tells the time, and to whom is told what was seen. */
export interface Follower {
  /** Milliseconds since the run's start. */
  now(): number;
  emit(event: Untimed): void;
  readonly signal: AbortSignal;
}

/** How often a part was looked at. */
export type LookCounts = EventOf<"upgrade-looked">["parts"][number];

/** Looks at a part until the signal, and tells what is new; a look that is open then is left. Never rejects. */
export async function followPart<Row>(part: Part<Row>, { now, emit, signal }: Follower): Promise<LookCounts> {
  const list = new ChangingList(part.idOf);
  const counts = new Counts(now());
  let told = "[]";
  while (!signal.aborted) {
    const askedAt = tenth(now());
    const shown = await orAborted(attempt(part), signal);
    if (shown === undefined) break;
    const { previousAt } = counts;
    counts.add(askedAt, shown.rows !== undefined);
    const unread = JSON.stringify(shown.unread);
    const changes = shown.rows === undefined ? undefined : list.take(shown.rows);
    const isNew = changes !== undefined && (previousAt === undefined || changes.seen.length + changes.gone.length > 0);
    if (isNew || unread !== told)
      emit({
        ...{ type: "upgrade-look", part: part.part, askedAt },
        ...(previousAt === undefined ? {} : { previousAt }),
        ...(isNew ? { [part.field]: changes.seen } : {}),
        ...(isNew && changes.gone.length > 0 ? { gone: [...changes.gone] } : {}),
        ...(unread === told ? {} : { unread: [...shown.unread] }),
      });
    told = unread;
    const tookMs = now() - askedAt;
    const restMs = shown.wasQuick ? 0 : restTimes * tookMs;
    await hold(Math.max(part.everyMs - tookMs, restMs), signal).catch(() => {});
  }
  return counts.all(part.part, now());
}

interface Attempt<Row> {
  readonly rows?: readonly Row[];
  readonly unread: readonly Unread[];
  /** It was refused or broken off at once. */
  readonly wasQuick: boolean;
}

async function attempt<Row>(part: Part<Row>): Promise<Attempt<Row>> {
  try {
    const { rows, unread }: Shown<Row> = await part.read();
    return { rows, unread, wasQuick: false };
  } catch (error) {
    const wasQuick = quickErrors.includes((error as { code?: unknown } | null)?.code);
    return { unread: [{ what: wholeOf[part.part], why: short(messageOf(error)) }], wasQuick };
  }
}

const wholeOf = {
  nodes: "nodes",
  "api-servers": "addresses of the API servers",
  hindrances: "what stands against the next step",
} as const;

/**
 * What comes of a work that never rejects, or undefined at the signal. Nothing of it stays with the signal: a race with
 * one promise of the whole run would keep every look until its end (nodejs/node#17469).
 */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const abort = () => resolve(undefined);
    signal.addEventListener("abort", abort, { once: true });
    void work.then((result) => {
      signal.removeEventListener("abort", abort);
      resolve(result);
    });
    if (signal.aborted) abort();
  });
}

class Counts {
  /** When the last look was asked for that could read. */
  previousAt: number | undefined;
  #from: number;
  #looks = 0;
  #failed = 0;
  #longestMs = 0;

  constructor(from: number) {
    this.#from = from;
  }

  add(askedAt: number, couldRead: boolean): void {
    this.#looks += 1;
    if (!couldRead) {
      this.#failed += 1;
      return;
    }
    this.#longestMs = Math.max(this.#longestMs, askedAt - this.#from);
    this.#from = askedAt;
    this.previousAt = askedAt;
  }

  all(part: LookCounts["part"], now: number): LookCounts {
    const { previousAt } = this;
    return {
      part,
      looks: this.#looks,
      failed: this.#failed,
      longestMs: tenth(Math.max(this.#longestMs, now - this.#from)),
      ...(previousAt === undefined ? {} : { lastAt: previousAt }),
    };
  }
}

/** As a journal has its times. */
function tenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}
