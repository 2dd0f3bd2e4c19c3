import { fork } from "node:child_process";
import type { Connection, Lane } from "../src/model/lane.ts";
import { deriveSeed } from "../src/model/random.ts";
import type { ProbeCredentials } from "../src/probes/process/messages.ts";
import { measure, ms, percent } from "./support/probing.ts";

/**
 * How well the probes keep their schedule and what they cost, against a local TLS server in a process of its own, with
 * client keys of RSA.
 * Usage: node bench/probe-schedule.ts [seconds]
 */
const seconds = Number(process.argv[2] ?? 15);

interface Served {
  readonly port: number;
  readonly client: ProbeCredentials;
}

const server = fork(new URL("./support/scripted-server-process.ts", import.meta.url));
const served = await new Promise<Served>((resolve) => server.once("message", (message) => resolve(message as Served)));

console.log("| lanes at 10 Hz | late starts p50 | p99 | latency p50 | CPU of the probing process |");
console.log("|---|---|---|---|---|");
const shares: number[] = [];
const mixes: readonly (readonly Connection[])[] = [
  of("reused", 1),
  [...of("new", 6), ...of("reused", 6)],
  [...of("new", 8), ...of("reused", 8)],
  of("new", 16),
  of("reused", 16),
  of("http2", 16),
];
for (const mix of mixes) {
  const probed = { lanes: lanes(mix), backends: [], namespace: "bench", api: served.client, etcd: served.client };
  const { late, latency, cpuShare } = await measure(probed, seconds);
  shares.push(cpuShare);
  console.log(`| ${words(mix)} | ${ms(late(0.5))} | ${ms(late(0.99))} | ${ms(latency(0.5))} | ${percent(cpuShare)} |`);
}
const [one = 0, , , fresh = 0, reused = 0, http2 = 0] = shares;
// Two mixes that differ by 15 lanes of one kind; the rest is what the process needs by itself.
const reusedMs = (1_000 * (reused - one)) / 150;
const ownMs = 1_000 * one - 10 * reusedMs;
const costMs = (share: number) => (1_000 * share - ownMs) / 160;
console.log(
  `\nCPU of one sample, at the probes' end: new connection ${costMs(fresh).toFixed(2)} ms, reused ${reusedMs.toFixed(2)} ms, `,
);
console.log(
  `HTTP/2 ${costMs(http2).toFixed(2)} ms; of the process itself, with its self-probe, ${ownMs.toFixed(1)} ms a second.`,
);
server.kill();

function of(connection: Connection, count: number): Connection[] {
  return Array.from({ length: count }, () => connection);
}

function words(mix: readonly Connection[]): string {
  const kinds = [...new Set(mix)].map((kind) => `${mix.filter((one) => one === kind).length} ${kind}`);
  return `${mix.length}: ${kinds.join(", ")}`;
}

function lanes(mix: readonly Connection[]): Lane[] {
  return mix.map((connection, index) => ({
    index,
    id: `quorum-read/${index}`,
    operation: "quorum-read",
    via: "lb",
    connection,
    periodMs: 100,
    offsetMs: 0,
    seed: deriveSeed(1, String(index)),
    deadlineMs: 10_000,
    host: "127.0.0.1",
    port: served.port,
  }));
}
