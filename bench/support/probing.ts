import { setTimeout as sleep } from "node:timers/promises";
import { ascending, quantile } from "../../src/analysis/statistics/statistics.ts";
import type { Lane } from "../../src/model/lane.ts";
import type { Sample } from "../../src/model/sample.ts";
import type { ProbeCredentials, ProbeSetup } from "../../src/probes/process/messages.ts";
import type { NetworkPlace } from "../../src/probes/process/peer.ts";
import { startProber } from "../../src/probes/process/prober.ts";

/** Some lanes and what they go to. */
export type Probed = Pick<ProbeSetup, "lanes" | "backends" | "namespace"> & {
  readonly api: ProbeCredentials;
  readonly etcd: ProbeCredentials;
  /** The network of lanes from inside the cluster. */
  readonly inside?: NetworkPlace;
};

/** What some seconds of probing came to; the first two warm up and do not count. */
export interface Measured {
  readonly samples: readonly Sample[];
  /** Quantiles of how late attempts started, milliseconds. */
  readonly late: (q: number) => number;
  /** Quantiles of the latency of successes of one lane, or of all. */
  readonly latency: (q: number, lane?: Lane) => number;
  /** Share of one core. */
  readonly cpuShare: number;
}

const warmUpMs = 2_000;

/** Runs lanes for some seconds. */
export async function measure({ api, etcd, ...setup }: Probed, seconds: number): Promise<Measured> {
  const all: Sample[] = [];
  const shares: number[] = [];
  const prober = await startProber({
    ...setup,
    credentials: { api, etcd },
    startedAtNs: process.hrtime.bigint(),
    onSamples: (batch) => all.push(...batch),
    onHealth: ({ cpuShare }) => shares.push(cpuShare),
    onError: (error) => {
      throw error;
    },
  });
  await sleep(warmUpMs + seconds * 1_000);
  await prober.stop();
  const begun = Math.min(...all.map(({ scheduled }) => scheduled));
  const samples = all.filter(({ scheduled }) => scheduled >= begun + warmUpMs);
  const cpu = shares.slice(warmUpMs / 1_000, -1);
  const quantiles = (values: number[]) => {
    const sorted = ascending(values);
    return (q: number) => quantile(sorted, q);
  };
  const latencies = (lane?: Lane) =>
    samples
      .filter((one) => one.outcome === "ok" && (lane === undefined || one.lane === lane.index))
      .map((one) => one.ended - one.scheduled);
  return {
    samples,
    late: quantiles(samples.map((one) => one.started - one.scheduled)),
    latency: (q, lane) => quantiles(latencies(lane))(q),
    cpuShare: cpu.reduce((sum, share) => sum + share, 0) / cpu.length,
  };
}

/** A number of milliseconds for a table. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** A share for a table. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
