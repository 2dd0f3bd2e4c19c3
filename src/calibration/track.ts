import { setTimeout as sleep } from "node:timers/promises";
import type { Behaviour } from "./behaviour.ts";
import type { PacketFilter } from "./packet-filter.ts";
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

/** Nobody listens: once, or again and again with short returns in between. */
const refusing: ReadonlySet<string> = new Set(["refused", "flapping"]);

/** Plays one server's outages one after the other and says of each when it was. */
export async function playTrack(
  server: ScriptedServer,
  track: number,
  trials: readonly Trial[],
  filter: PacketFilter,
  tell: (truth: Truth) => void,
): Promise<void> {
  for (const trial of trials) {
    await sleep(trial.calmMs);
    const beganNs = await timed(() => begin(server, trial, filter));
    await sleep(trial.lengthMs);
    const endedNs = await timed(() => end(server, trial, filter));
    tell({ track, trial, beganNs, endedNs });
  }
}

async function begin(server: ScriptedServer, trial: Trial, filter: PacketFilter): Promise<void> {
  if (refusing.has(trial.kind)) server.refuse();
  else if (trial.kind === "blackhole") await filter.drop(server.port);
  else if (trial.kind === "slow") server.behave({ is: "slow", delayMs: trial.slow?.delayMs ?? 0 });
  else server.behave(behaviours[trial.kind] ?? { is: "ok" });
}

async function end(server: ScriptedServer, trial: Trial, filter: PacketFilter): Promise<void> {
  if (refusing.has(trial.kind)) await server.listen();
  else if (trial.kind === "blackhole") await filter.pass(server.port);
  else server.behave({ is: "ok" });
}

async function timed(act: () => Promise<void>): Promise<readonly [bigint, bigint]> {
  const before = process.hrtime.bigint();
  await act();
  return [before, process.hrtime.bigint()];
}
