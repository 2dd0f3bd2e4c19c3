import { type ChildProcess, fork } from "node:child_process";
import type { MachineReading } from "../analysis/verdict/machine/why-unfit.ts";
import { codeEnding } from "../host/own-package.ts";
import { PlatformError } from "../model/errors.ts";
import type { Behaviour } from "./behaviour.ts";
import type { ServerCommand, ServerReport } from "./server-messages.ts";
import type { Trial, Truth } from "./trial.ts";

type Told<Kind extends ServerReport["is"]> = Extract<ServerReport, { is: Kind }>;

/** The other end of the process that plays the scripted outages. */
export class ScriptedServers {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  #listeners = new Set<(report: ServerReport) => void>();
  readonly #readings: MachineReading[] = [];

  private constructor(child: ChildProcess, signal: AbortSignal) {
    this.#child = child;
    this.#signal = signal;
    child.on("message", (report: ServerReport) => {
      if (report.is === "health") this.#hear(report.loopDelayP99Ms);
      for (const listener of this.#listeners) listener(report);
    });
  }

  /** Starts the process; whatever is waited for then is given up when the signal is aborted. */
  static async start(signal: AbortSignal): Promise<ScriptedServers> {
    const file = new URL(`./server-process${codeEnding}`, import.meta.url);
    const servers = new ScriptedServers(fork(file, { serialization: "advanced", execArgv: [] }), signal);
    try {
      await servers.#next("ready");
    } catch (error) {
      // It has nothing to undo yet, and would keep this process from ending.
      servers.#child.kill("SIGKILL");
      throw error;
    }
    return servers;
  }

  /** Opens servers with these backends; gives their ports and a client's credentials. */
  async open(backends: readonly (readonly string[])[]): Promise<Told<"open">> {
    this.#tell({ do: "open", backends });
    return this.#next("open");
  }

  behave(track: number, behaviour: Behaviour, backend?: number): void {
    this.#tell({ do: "behave", track, behaviour, ...(backend === undefined ? {} : { backend }) });
  }

  /** Plays every server's outages, all servers at once; gives the truth about each. */
  async play(trials: readonly (readonly Trial[])[], onTruth: (count: number) => void): Promise<Truth[]> {
    const truths: Truth[] = [];
    const collect = (report: ServerReport) => {
      if (report.is !== "truth") return;
      truths.push(report.truth);
      onTruth(truths.length);
    };
    this.#listeners.add(collect);
    this.#tell({ do: "play", trials });
    await this.#next("played");
    this.#listeners.delete(collect);
    return truths;
  }

  /** How late the servers were, each second since they started. */
  get readings(): readonly MachineReading[] {
    return this.#readings;
  }

  #hear(loopDelayP99Ms: number): void {
    const to = performance.now();
    this.#readings.push({ from: this.#readings.at(-1)?.to ?? to - 1_000, to, loopDelayP99Ms });
  }

  /** Ends the process and waits for it: it has undone everything then. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.disconnect();
    await exited;
  }

  #tell(command: ServerCommand): void {
    this.#child.send(command);
  }

  #next<Kind extends ServerReport["is"]>(kind: Kind): Promise<Told<Kind>> {
    return new Promise((resolve, reject) => {
      const listener = (report: ServerReport) => {
        if (report.is === "failed") settle(() => reject(new PlatformError("scripted-server", report.message)));
        if (report.is === kind) settle(() => resolve(report as Told<Kind>));
      };
      const onAbort = () => settle(() => reject(this.#signal.reason as Error));
      const onExit = () => settle(() => reject(new PlatformError("scripted-server", "its process ended by itself")));
      const settle = (how: () => void) => {
        this.#listeners.delete(listener);
        this.#signal.removeEventListener("abort", onAbort);
        this.#child.off("exit", onExit);
        how();
      };
      this.#listeners.add(listener);
      this.#signal.addEventListener("abort", onAbort);
      this.#child.once("exit", onExit);
    });
  }
}
