import { createRandom } from "../../model/random.ts";
import { toWatchRow, type WatchArrival, type WatchRow } from "../../model/watch.ts";
import { openWanted } from "../connections/connection-source.ts";
import { Sleeper } from "./sleeper.ts";
import type { WatchConnection } from "./watch-connection.ts";
import { overdue } from "./watch-deadlines.ts";
import type { WatchPath } from "./watch-path.ts";
import { WatchTry } from "./watch-try.ts";

/**
 * The pause before a further attempt to open a stream, where the last one came to nothing, milliseconds; doubled up to
 * the most.
 */
const firstPauseMs = 100;
const longestPauseMs = 1_000;
/** A stream that stood so long was worth opening, milliseconds. */
const worthMs = 1_000;
/** How often it is looked at whether something is overdue, milliseconds. */
const lookMs = 250;
/** How long the last events get to arrive when the lane is stopped, milliseconds. */
const lastEventsMs = 5_000;

/**
 * Lists, and then watches until it is stopped: a lost stream is resumed at the last revision, at once where it had
 * stood, after a short pause where none came to stand; what the server no longer has (410) is listed anew. Everything
 * that happens is told as a row.
 */
export class WatchRunner {
  readonly path: WatchPath;
  /** Resolves when the first stream stands, or could not be opened. */
  readonly begun: Promise<void>;
  readonly #onRow: (row: WatchRow) => void;
  readonly #random: () => number;
  #begin: () => void = () => {};
  readonly #sleeper = new Sleeper();
  #try: WatchTry | undefined;
  #spare: WatchConnection | undefined;
  /** The last revision seen; undefined while the state must be listed. */
  #revision: number | undefined;
  #newestWrite = 0;
  #dueSince: number | undefined;
  #failures = 0;
  #stopped = false;
  readonly #done: Promise<void>;
  readonly #looking: NodeJS.Timeout;

  constructor(path: WatchPath, onRow: (row: WatchRow) => void) {
    this.path = path;
    this.#onRow = onRow;
    this.#random = createRandom(path.lane.seed);
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
    this.#looking = setInterval(() => this.#look(), lookMs);
    this.#done = this.#run();
  }

  /** A write with this revision was acknowledged: its event is due. */
  acknowledged(revision: number): void {
    this.#newestWrite = Math.max(this.#newestWrite, revision);
    if (revision > (this.#revision ?? Number.POSITIVE_INFINITY)) this.#dueSince ??= this.path.now();
  }

  /** The connection that the stream is on. */
  current(): { readonly names: string } | undefined {
    return this.#try?.openedAt === undefined ? undefined : this.#try.connection;
  }

  /** Goes on with the stream on a connection with wanted names; throws PlatformError "move-failed". */
  async move(wanted: (names: string) => boolean): Promise<void> {
    const found = await openWanted(
      () => this.path.dialler.settle(),
      wanted,
      (connection) => connection.destroy(),
    );
    this.#spare?.destroy();
    this.#spare = found;
    this.#try?.giveUp("moved");
  }

  /** Waits for the events of what was written, for a limited time, and ends the stream. */
  async stop(): Promise<void> {
    const until = this.path.now() + lastEventsMs;
    while ((this.#revision ?? 0) < this.#newestWrite && this.path.now() < until)
      await this.#sleeper.sleep(until - this.path.now());
    clearInterval(this.#looking);
    this.#stopped = true;
    this.#sleeper.wake();
    this.#try?.giveUp("stopped");
    await this.#done;
    this.#spare?.destroy();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const one = new WatchTry(this.path, this.#random, (arrival) => this.#take(arrival));
      this.#try = one;
      const spare = this.#spare;
      this.#spare = undefined;
      const reason = await one.make(spare, this.#revision);
      if (reason === "gone") this.#tell({ at: this.path.now(), kind: "gone", revision: this.#revision ?? 0 });
      if (reason === "gone") this.#revision = undefined;
      const { number: connection, cutBytes } = one;
      this.#tell({ at: this.path.now(), kind: "closed", reason, connection, cutBytes });
      this.#begin();
      this.#spare ??= one.leftOver();
      if (!this.#stopped) await this.#pause(one);
    }
  }

  #take(arrival: WatchArrival): void {
    const { at, kind, revision = 0 } = arrival;
    this.#tell(arrival);
    if (kind === "opened") {
      this.#begin();
      return;
    }
    this.#revision = Math.max(this.#revision ?? 0, revision);
    const due = this.#newestWrite > this.#revision;
    this.#dueSince = due ? at : undefined;
    if (!due) this.#sleeper.wake();
  }

  #look(): void {
    const one = this.#try;
    if (one === undefined) return;
    const reason = overdue(this.path.lane, one, this.#dueSince, this.path.now());
    if (reason !== undefined) one.giveUp(reason);
  }

  /**
   * Nothing after a stream that was worth opening; else a pause that doubles, with a random part so that lanes do not
   * knock together.
   */
  async #pause({ openedAt, fruitful }: WatchTry): Promise<void> {
    const stood = openedAt !== undefined && this.path.now() - openedAt >= worthMs;
    this.#failures = fruitful || stood ? 0 : this.#failures + 1;
    if (this.#failures === 0) return;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#failures - 1));
    await this.#sleeper.sleep(pauseMs * (0.75 + this.#random() / 2));
  }

  #tell(arrival: WatchArrival): void {
    this.#onRow(toWatchRow(arrival));
  }
}
