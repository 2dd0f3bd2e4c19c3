import type { MachineReading } from "../analysis/verdict/machine/why-unfit.ts";
import { machineMeter } from "../host/machine-meter.ts";
import type { Lane } from "../model/lane.ts";
import { deriveSeed } from "../model/random.ts";
import type { Sample } from "../model/sample.ts";
import type { ProbeCredentials, ProberHealth } from "../probes/process/messages.ts";
import { startProber } from "../probes/process/prober.ts";

/** What a stretch of probing left behind; the samples of each lane in the order of their starts. */
export interface LaneSession {
  readonly startedAtNs: bigint;
  readonly lanes: readonly Lane[];
  readonly samples: readonly (readonly Sample[])[];
  readonly figures: readonly (ProberHealth & MachineReading)[];
  readonly seconds: number;
}

/**
 * Lanes with a new and with a reused connection to each port, at one rate; a lane's index divided by 2 is its port's.
 */
export function lanesTo(ports: readonly number[], hz: number, deadlineMs: number, seed: number): Lane[] {
  return ports.flatMap((port, track) =>
    (["new", "reused"] as const).map((connection, n): Lane => {
      const id = `quorum-read/server${track + 1}/${connection}`;
      return {
        index: 2 * track + n,
        id,
        operation: "quorum-read",
        via: `server${track + 1}`,
        connection,
        periodMs: 1_000 / hz,
        offsetMs: 0,
        seed: deriveSeed(seed, id),
        deadlineMs,
        host: "127.0.0.1",
        port,
      };
    }),
  );
}

/** Runs the real probes on these lanes for as long as something else takes. */
export async function probeWhile(
  lanes: readonly Lane[],
  client: ProbeCredentials,
  backends: readonly string[],
  during: () => Promise<void>,
): Promise<LaneSession> {
  const startedAtNs = process.hrtime.bigint();
  const samples = lanes.map((): Sample[] => []);
  const figures: (ProberHealth & MachineReading)[] = [];
  const machine = machineMeter();
  let broken: Error | undefined;
  const prober = await startProber({
    lanes,
    backends,
    credentials: { api: client, etcd: client },
    namespace: "calibration",
    startedAtNs,
    onSamples: (batch) => {
      for (const sample of batch) samples[sample.lane]?.push(sample);
    },
    onHealth: (figure) => {
      const to = performance.now();
      figures.push({ ...figure, ...machine(), from: figures.at(-1)?.to ?? to - 1_000, to });
    },
    onError: (error) => {
      broken = error;
    },
  });
  try {
    await during();
  } finally {
    await prober.stop();
  }
  if (broken !== undefined) throw broken;
  const seconds = Number(process.hrtime.bigint() - startedAtNs) / 1e9;
  for (const lane of samples) lane.sort((a, b) => a.started - b.started);
  return { startedAtNs, lanes, samples, figures, seconds };
}
