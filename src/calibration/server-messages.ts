import type { ProbeCredentials } from "../probes/process/messages.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Trial, Truth } from "./trial.ts";

/** Words to the process of the scripted servers. */
export type ServerCommand =
  /** Servers with these backends behind them, instead of those there were. */
  | { readonly do: "open"; readonly backends: readonly (readonly string[])[] }
  | { readonly do: "behave"; readonly track: number; readonly behaviour: Behaviour; readonly backend?: number }
  | { readonly do: "play"; readonly trials: readonly (readonly Trial[])[] };

/** Words from it. */
export type ServerReport =
  | { readonly is: "ready" }
  | { readonly is: "open"; readonly ports: readonly number[]; readonly client: ProbeCredentials }
  | { readonly is: "truth"; readonly truth: Truth }
  | { readonly is: "played" }
  /** Once a second: how late the servers' own event loop was, at its 99th percentile. */
  | { readonly is: "health"; readonly loopDelayP99Ms: number }
  | { readonly is: "failed"; readonly message: string };
