import { fork } from "node:child_process";
import type { Lane } from "../src/model/lane.ts";
import type { Sample } from "../src/model/sample.ts";
import type { InstrumentFigures, ProbeCredentials } from "../src/probes/messages.ts";
import { startProber } from "../src/probes/prober.ts";
import { deriveSeed } from "../src/probes/random.ts";

/**
 * How well the probes keep their schedule and what they cost, against a local TLS server in a process of its own.
 * Usage: node bench/probe-schedule.ts [seconds]
 */
const seconds = Number(process.argv[2] ?? 15);

interface Served {
  readonly port: number;
  readonly client: ProbeCredentials;
}

const server = fork(new URL("./scripted-server-process.ts", import.meta.url));
const served = await new Promise<Served>((resolve) => server.once("message", (message) => resolve(message as Served)));

const mixes: readonly (readonly [string, readonly Lane[]])[] = [
  ["1 reused lane", lanes(0, 1)],
  ["1 new lane", lanes(1, 0)],
  ["12 lanes: 6 new, 6 reused", lanes(6, 6)],
  ["16 lanes: 8 new, 8 reused", lanes(8, 8)],
  ["16 lanes: all reused", lanes(0, 16)],
  ["16 lanes: all new", lanes(16, 0)],
];
console.log("| lanes at 10 Hz | start lateness p50 | p99 | latency p50 | CPU of the probing process |");
console.log("|---|---|---|---|---|");
for (const [name, mix] of mixes) console.log(await measure(name, mix));
server.kill();

async function measure(name: string, mix: readonly Lane[]): Promise<string> {
  const samples: Sample[] = [];
  const figures: InstrumentFigures[] = [];
  const prober = await startProber({
    lanes: mix,
    backends: [],
    credentials: { api: served.client, etcd: served.client },
    namespace: "bench",
    startedAtNs: process.hrtime.bigint(),
    onSamples: (batch) => samples.push(...batch),
    onInstrument: (figure) => figures.push(figure),
    onError: (error) => {
      throw error;
    },
  });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  await prober.stop();
  // The first second warms up.
  const late = sorted(samples.filter((one) => one.scheduled > 1_500).map((one) => one.started - one.scheduled));
  const latency = sorted(samples.filter((one) => one.outcome === "ok").map((one) => one.ended - one.scheduled));
  const cpu = figures.slice(1, -1).map((one) => one.cpuShare);
  const share = cpu.reduce((sum, one) => sum + one, 0) / cpu.length;
  return `| ${name} | ${ms(at(late, 0.5))} | ${ms(at(late, 0.99))} | ${ms(at(latency, 0.5))} | ${(100 * share).toFixed(1)} % |`;
}

function lanes(fresh: number, reused: number): Lane[] {
  const count = fresh + reused;
  return Array.from({ length: count }, (_, index) => ({
    index,
    id: `quorum-read/${index}`,
    operation: "quorum-read",
    via: "lb",
    connection: index < fresh ? "new" : "reused",
    periodMs: 100,
    offsetMs: (index / count) * 100,
    seed: deriveSeed(1, String(index)),
    deadlineMs: 10_000,
    host: "127.0.0.1",
    port: served.port,
  }));
}

function sorted(values: number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function at(values: number[], share: number): number {
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
