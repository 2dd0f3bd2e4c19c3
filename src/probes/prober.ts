import type { Sample } from "../model/sample.ts";
import type { BackendOfLane, InstrumentFigures, ProbeSetup } from "./messages.ts";
import { ProbingProcess } from "./probing-process.ts";

/** What is probed and where the samples go. */
export interface ProberOptions extends ProbeSetup {
  /** Called with a batch at most every 100 ms. */
  onSamples(samples: Sample[]): void;
  /** Called once a second. */
  onInstrument(figures: InstrumentFigures): void;
  /** The probing process died: no samples come any more. */
  onError(error: Error): void;
}

/** Lanes that run in a process of their own. */
export interface Prober {
  /** Closes reused connections and opens them anew until another backend answers; throws PlatformError "move-failed". */
  moveReused(laneIndexes: readonly number[], awayFromBackend: number): Promise<BackendOfLane>;
  /** The backend that each reused lane's connection goes to. */
  pinnedBackends(): Promise<BackendOfLane>;
  /** Starts no further attempts, waits for those under way (at most their deadline) and hands over the last samples. */
  stop(): Promise<void>;
}

/** Starts the lanes; resolves when the first attempts are about to start. */
export async function startProber(options: ProberOptions): Promise<Prober> {
  const { lanes, backends, credentials, namespace, startedAtNs } = options;
  const probing = new ProbingProcess({ lanes, backends, credentials, namespace, startedAtNs }, options);
  await probing.ready;
  return {
    moveReused: (laneIndexes, awayFrom) => probing.ask((id) => ({ do: "move", id, lanes: [...laneIndexes], awayFrom })),
    pinnedBackends: () => probing.ask((id) => ({ do: "pinned", id })),
    stop: () => probing.stop(),
  };
}
