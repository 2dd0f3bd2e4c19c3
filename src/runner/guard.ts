import { deedsOfOthers } from "../journal/died-run.ts";
import type { UndoLog } from "../journal/undo-log.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Untimed } from "../model/event.ts";

/** A process that takes back what a run broke where the run's own cannot. */
export interface Watchdog {
  readonly pid: number;
  /** Throws PlatformError "watchdog" where it does not answer in time; then it has been ended. */
  prove(): Promise<void>;
  /**
   * Tells it that nothing more is broken: it goes away, or where something is open goes on until nothing is. Returns
   * whether it has gone.
   */
  leave(isOpen: boolean): Promise<boolean>;
}

/** Who is told what a watchdog does by itself. */
export interface WatchdogListener {
  /** It ended, in words, and nobody had asked for it. */
  onEnd(how: string): void;
  /** It took over: the undo log says why. */
  onTakeover(): void;
}

/** Starts a watchdog that shares an undo log; throws PlatformError "watchdog" where it does not answer in time. */
export type StartWatchdog = (log: UndoLog, listener: WatchdogListener) => Promise<Watchdog>;

/** What the guard of a run needs of it. */
export interface Guarded {
  /** The run's folder, as its lines in the undo log have it. */
  readonly folder: string;
  readonly undo: UndoLog;
  readonly startWatchdog: StartWatchdog;
  emit(event: Untimed): void;
}

/** So many watchdogs that ended by themselves are one too many: something ends them. */
const mostStarts = 5;

/**
 * Keeps a watchdog beside a run that breaks something, and says when nothing more may be broken: none watches, or it took
 * over. All that others did about the run goes to its journal.
 */
export class Guard {
  readonly #run: Guarded;
  readonly #stop = new AbortController();
  #watchdog: Watchdog | undefined;
  #starting: Promise<void> | undefined;
  #starts = 0;
  #told = 0;
  #lost: string | undefined;
  #over = false;

  constructor(run: Guarded) {
    this.#run = run;
  }

  /** Aborted when nothing more may be broken: what is held is healed at once. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Makes sure that one watches and answers; throws PlatformError "watchdog": then nothing may be broken. */
  async ready(): Promise<void> {
    await this.#starting;
    const watchdog = this.#watchdog;
    try {
      await watchdog?.prove();
    } catch (error) {
      this.#note(messageOf(error));
      if (this.#watchdog === watchdog) this.#watchdog = undefined;
    }
    await this.#starting;
    if (this.#lost !== undefined) throw new PlatformError("watchdog", this.#lost);
    if (this.#watchdog === undefined) await this.#start();
  }

  /** Why nothing more may be broken, or undefined; journals what others did. Throws where the undo log cannot be read. */
  stopped(): string | undefined {
    return this.#tellDeeds() ?? this.#lost;
  }

  /** Lets the watchdog go, and journals what others did; never throws. The undo log is closed afterwards. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#starting;
    try {
      const taken = this.#tellDeeds() !== undefined;
      const isOpen = this.#run.undo.read().open.length > 0;
      const watchdog = this.#watchdog;
      if (watchdog !== undefined && !(await watchdog.leave(isOpen || taken)))
        this.#note(`process ${watchdog.pid} stays until nothing is open any more`);
    } catch (error) {
      this.#note(messageOf(error));
    }
    this.#run.undo.close();
  }

  async #start(): Promise<void> {
    this.#starts += 1;
    const { undo, startWatchdog } = this.#run;
    const watchdog: Watchdog = await startWatchdog(undo, {
      onEnd: (how) => this.#onEnd(how),
      onTakeover: () => this.#stop.abort(new Error("the watchdog took over")),
    });
    this.#watchdog = watchdog;
    this.#note(`process ${watchdog.pid} watches`);
  }

  /** What is active is not left without a watchdog: another one is started, and where that fails the fault is ended. */
  #onEnd(how: string): void {
    this.#watchdog = undefined;
    this.#note(how);
    if (this.#over) return;
    const again = this.#starts < mostStarts ? this.#start() : Promise.reject(new Error("something ends them all"));
    this.#starting = again.catch((error: unknown) => {
      this.#lost = `no watchdog: ${messageOf(error)}`;
      this.#run.emit({ type: "error", code: "watchdog", message: this.#lost });
      this.#stop.abort(new Error(this.#lost));
    });
  }

  /** Journals each deed of others once; returns why the watchdog took over, where it did. */
  #tellDeeds(): string | undefined {
    const deeds = deedsOfOthers(this.#run.undo.read(), this.#run.folder);
    for (const deed of deeds.slice(this.#told)) this.#run.emit(deed);
    this.#told = deeds.length;
    const taken = deeds.find(({ deed }) => deed === "took-over");
    return taken && `the watchdog took over: ${taken.detail}`;
  }

  #note(text: string): void {
    this.#run.emit({ type: "note", text: `watchdog: ${text}` });
  }
}
