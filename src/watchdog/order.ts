/** What a watchdog is told when it is started: whom it watches, and what it takes back when that one is gone. */
export interface WatchdogOrder {
  /** The harness, by its process and when the kernel started that (`processStart`). */
  readonly pid: number;
  readonly started: string;
  /** The cluster whose undo log it holds open. */
  readonly cluster: string;
  /** The run's folder, absolute. */
  readonly folder: string;
  /** How long the harness may say nothing, milliseconds. */
  readonly silenceMs: number;
}

/** What the watchdog heard of the harness so far, while it heals. */
export interface Heard {
  /** The harness said that it breaks nothing more, and that others may end what is open. */
  left: boolean;
}

/** Why a watchdog stands in: nobody can speak to it any more, nobody did, or the harness left something open. */
export type Occasion = "ended" | "silent" | "left";
