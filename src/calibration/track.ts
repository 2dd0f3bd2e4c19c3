import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Behaviour } from "./behaviour.ts";
import type { ScriptedServer } from "./scripted-server.ts";
import type { Trial, Truth } from "./trial.ts";

const behaviours: Readonly<Record<string, Behaviour>> = {
  reset: { is: "reset" },
  hang: { is: "hang" },
  "hang-tls": { is: "hang-tls" },
  "http-500": { is: "status", status: 500, message: "etcdserver: request timed out" },
  "http-429": { is: "status", status: 429, message: "too many requests, please try again later" },
  "body-cut": { is: "cut" },
};

/** Plays one server's outages one after the other and says of each when it was. */
export async function playTrack(
  server: ScriptedServer,
  track: number,
  trials: readonly Trial[],
  tell: (truth: Truth) => void,
): Promise<void> {
  for (const trial of trials) {
    await sleep(trial.calmMs);
    const beganNs = await timed(() => begin(server, trial));
    await sleep(trial.lengthMs);
    const endedNs = await timed(() => end(server, trial));
    tell({ track, trial, beganNs, endedNs });
  }
}

async function begin(server: ScriptedServer, trial: Trial): Promise<void> {
  if (trial.kind === "refused") server.refuse();
  else if (trial.kind === "blackhole") await filter("-I", server.port);
  else if (trial.kind === "slow") server.behave({ is: "slow", delayMs: trial.slow?.delayMs ?? 0 });
  else server.behave(behaviours[trial.kind] ?? { is: "ok" });
}

async function end(server: ScriptedServer, trial: Trial): Promise<void> {
  if (trial.kind === "refused") await server.listen();
  else if (trial.kind === "blackhole") await filter("-D", server.port);
  else server.behave({ is: "ok" });
}

async function timed(act: () => Promise<void>): Promise<readonly [bigint, bigint]> {
  const before = process.hrtime.bigint();
  await act();
  return [before, process.hrtime.bigint()];
}

/** Puts in or takes out the firewall rule that drops every packet to a loopback port. */
export async function filter(action: "-I" | "-D", port: number): Promise<void> {
  const rule = ["INPUT", "-i", "lo", "-p", "tcp", "--dport", String(port), "-j", "DROP"];
  await promisify(execFile)("iptables", ["-w", action, ...rule]);
}
