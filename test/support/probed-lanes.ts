import type { ScriptedServer } from "../../src/calibration/scripted-server.ts";
import type { Lane } from "../../src/model/lane.ts";
import { deriveSeed } from "../../src/model/random.ts";
import type { Sample } from "../../src/model/sample.ts";
import type { ProberHealth } from "../../src/probes/process/messages.ts";
import type { NetworkPlace } from "../../src/probes/process/peer.ts";
import { type Prober, startProber } from "../../src/probes/process/prober.ts";

/** A lane against a scripted server: 20 Hz and a deadline of a second unless a test says otherwise. */
export function laneTo(server: Pick<ScriptedServer, "port">, index: number, overrides: Partial<Lane> = {}): Lane {
  return {
    index,
    id: `lane-${index}`,
    operation: "quorum-read",
    via: "lb",
    connection: "new",
    periodMs: 50,
    offsetMs: 0,
    seed: deriveSeed(11, String(index)),
    deadlineMs: 1_000,
    host: "127.0.0.1",
    port: server.port,
    ...overrides,
  };
}

/** Probes that run against a scripted server, with everything they have told so far. */
export interface ProbedLanes {
  readonly prober: Prober;
  readonly samples: Sample[];
  readonly figures: ProberHealth[];
  /** Resolves as soon as the samples so far satisfy a condition. */
  until(condition: (samples: readonly Sample[]) => boolean): Promise<void>;
  /** Resolves as soon as this many further attempts have ended. */
  further(count: number): Promise<Sample[]>;
}

/** Runs lanes for as long as `watch` takes, then stops them and gives every sample. */
export async function probe(
  server: Pick<ScriptedServer, "client">,
  backends: readonly string[],
  lanes: readonly Lane[],
  watch: (probed: ProbedLanes) => Promise<void>,
  ca = server.client.ca,
  inside?: NetworkPlace,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const figures: ProberHealth[] = [];
  let onBatch: () => void = () => {};
  const credentials = { ...server.client, ca };
  const prober = await startProber({
    lanes,
    backends,
    credentials: { api: credentials, etcd: credentials },
    namespace: "test",
    inside,
    startedAtNs: process.hrtime.bigint(),
    onSamples: (batch) => {
      samples.push(...batch);
      onBatch();
    },
    onHealth: (figure) => figures.push(figure),
    onError: (error) => {
      throw error;
    },
  });
  const until = (condition: (all: readonly Sample[]) => boolean) =>
    new Promise<void>((resolve) => {
      onBatch = () => condition(samples) && resolve();
      onBatch();
    });
  const further = async (count: number) => {
    const from = samples.length;
    await until((all) => all.length >= from + count);
    return samples.slice(from);
  };
  try {
    await watch({ prober, samples, figures, until, further });
  } finally {
    await prober.stop();
  }
  return samples;
}
