import { type ChildProcess, spawn } from "node:child_process";
import { readlink } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { createIdentity } from "../../../src/calibration/scripted-server.ts";
import { needsFitMachine } from "../../support/fit-machine/on-fit-machine.ts";
import { laneTo, probe } from "../../support/probed-lanes.ts";
import { startReplica } from "../../support/workload-server.ts";

let elsewhere: ChildProcess | undefined;
afterEach(() => elsewhere?.kill());

/** A process in a network namespace of its own, as those of a container are, in the place of an earlier one. */
async function startElsewhere(): Promise<number> {
  elsewhere?.kill();
  elsewhere = spawn("unshare", ["--net", "sleep", "120"], { stdio: "ignore" });
  const { pid = 0 } = elsewhere;
  const networkOf = (process: string) => readlink(`/proc/${process}/ns/net`);
  while ((await networkOf(String(pid))) === (await networkOf("self"))) await new Promise(setImmediate);
  return pid;
}

it.runIf(process.getuid?.() === 0)(
  "lanes from inside the cluster are in the other network, the rest are not; all begin together, with numbers of their own",
  needsFitMachine(async () => {
    const replica = await startReplica();
    const identity = await createIdentity();
    const client = { ca: identity.authority.cert, ...identity.client };
    const lane = { operation: "workload-http", deadlineMs: 500 };
    const lanes = [laneTo(replica.http, 0, lane), laneTo(replica.http, 1, { ...lane, via: "in-cluster" })];
    const figures: number[] = [];
    const samples = await probe(
      { client },
      [],
      lanes,
      async (probed) => {
        await probed.until((all) => [0, 1].every((index) => all.filter((sample) => sample.lane === index).length > 25));
        await probed.until(() => probed.figures.length > 0);
        figures.push(...probed.figures.map(({ memoryMb }) => memoryMb));
      },
      client.ca,
      { pid: await startElsewhere() },
    );
    await replica.close();
    const of = (index: number) => samples.filter((sample) => sample.lane === index);
    expect(new Set(of(0).map(({ outcome, detail }) => `${outcome} ${detail}`))).toEqual(
      new Set([`ok ${replica.name}`]),
    );
    // The loopback interface of a new network is down: nothing is reached there.
    expect(new Set(of(1).map(({ error }) => error))).toEqual(new Set(["unreachable"]));
    const first = (index: number) => Math.min(...of(index).map(({ scheduled }) => scheduled));
    expect(Math.abs(first(0) - first(1))).toBeLessThan(50);
    expect(new Set(samples.map(({ connection }) => connection)).size).toBe(samples.length);
    expect(figures[0]).toBeGreaterThan(50);
  }),
);
