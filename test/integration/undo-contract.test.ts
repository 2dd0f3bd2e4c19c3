import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Begun } from "../../src/healing/begun.ts";
import { proveHealed, takeBack } from "../../src/healing/take-back.ts";
import { Engine } from "../../src/host/engine.ts";
import { messageOf, PlatformError } from "../../src/model/errors.ts";
import type { Captured, FaultContext, FaultDefinition } from "../../src/model/fault.ts";
import { checkedRuntime } from "../../src/node-tools/checked-runtime.ts";
import { type Leftover, leftoversOf, looksOf } from "../../src/node-tools/leftovers.ts";
import { loadFault, namesOf } from "../../src/scenario/catalogue.ts";
import { capturedExamples } from "../support/captured-examples.ts";
import { dressNode } from "../support/dressed-node.ts";
import { exampleParams } from "../support/example-params.ts";
import { injectedFaults } from "../support/injected-faults.ts";
import { type PlainCluster, plainCluster } from "../support/plain-cluster.ts";

/*
 * What an undo must be, tried on real containers for every fault, none of which is known here: carried out without its
 * injection it does nothing, or says why it could not; after an injection nothing is left, also when two carry it out at
 * once and again afterwards, and without any log the looks find all that is left and mend it.
 */
const engine = new Engine();
const injected = await injectedFaults();
const limit = { timeoutMs: 15_000, tell: () => {} };
let plain: PlainCluster;

beforeAll(async () => {
  plain = await plainCluster(engine, ["control-plane", "control-plane", "worker"]);
  await dressAll();
});
afterAll(async () => plain[Symbol.asyncDispose]());

/** A fault on two nodes of the plain cluster, with what it remembers of them, or why there is nothing to break there. */
async function begin(name: string, capture = true): Promise<Begun | string> {
  const definition = await loadFault(name);
  const params = injected.find(({ fault }) => fault === name)?.params ?? exampleParams(definition.params);
  const { cluster } = plain;
  const wanted = cluster.nodes.filter(({ role }) => definition.targetRoles.includes(role));
  const targets = (wanted.length > 0 ? wanted : cluster.nodes).slice(0, definition.fewestTargets);
  const runtime = checkedRuntime(engine, cluster);
  try {
    const hits = await Promise.all(
      targets.map(async (node) => {
        const context: FaultContext = { node, targets, cluster };
        if (!capture) return { context, captured: examplesFor(definition) };
        return { context, captured: definition.captured.parse(await definition.capture(runtime, context, params)) };
      }),
    );
    return { strike: randomUUID(), definition, params, hits, runtime };
  } catch (error) {
    if (error instanceof PlatformError) return error.message;
    throw error;
  }
}

function examplesFor({ captured }: FaultDefinition): Captured {
  const said = Object.entries(capturedExamples).map(([key, value]) => [key, key === "pid" ? "99999999" : value]);
  const known = said.filter(([key]) => Object.hasOwn((captured as never as { shape: object }).shape, key ?? ""));
  return captured.parse(Object.fromEntries(known));
}

/** What of this fault is left, seen; what cannot be looked at in a plain container is no word about it. */
async function left({ definition }: Begun): Promise<Leftover[]> {
  const looks = looksOf(plain.cluster, [definition], []);
  return (await leftoversOf(looks, checkedRuntime(engine, plain.cluster))).filter(({ seen }) => seen);
}

/** All that faults can change in the containers of a cluster, in words. */
async function stateOf(): Promise<string[]> {
  const script = [
    "iptables -t mangle -S; tc qdisc show dev eth0",
    "find /run /home /etc/kubernetes /var/lib/kind-chaos -not -path '*/bin*' 2>/dev/null | sort",
    "for p in etcd kube-apiserver kube-controller kube-scheduler kubelet kube-proxy; do pgrep -cx $p; done",
    "ps -eo stat,comm | grep ^T; true",
  ].join("\n");
  return Promise.all(
    plain.cluster.nodes.map(async ({ name }) => {
      const { running, paused, address } = await engine.inspect(name);
      const { stdout } = running && !paused ? await engine.exec(name, ["sh", "-c", script]) : { stdout: "" };
      return `${name} ${running} ${paused} ${address}\n${stdout}`;
    }),
  );
}

async function dressAll(): Promise<void> {
  await Promise.all(plain.cluster.nodes.map(({ name }) => dressNode(engine, name)));
}

async function strike({ definition, hits, params, strike }: Begun): Promise<void> {
  for (const { context, captured } of hits)
    for (const action of definition.inject(context, params, captured)) await engine.act(action, strike);
}

async function until(what: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await expect.poll(what, { timeout: 10_000, interval: 200 }).toEqual(wanted);
}

describe.each(namesOf("fault"))("fault %s", (name) => {
  test("has an undo that does nothing where nothing was done, or says why it could not be carried out", async () => {
    const begun = await begin(name, false);
    if (typeof begun === "string") throw new Error(begun);
    const before = await stateOf();
    for (const { context, captured } of begun.hits)
      for (const action of begun.definition.undo(context, begun.params, captured)) {
        const done = await engine.act(action).catch((error: unknown) => error);
        if (done !== undefined) expect(messageOf(done)).toMatch(/ended with \d+: \S.*\S/s);
      }
    expect(await stateOf()).toEqual(before);
  });

  test("leaves nothing, however often and by how many it is taken back, or mended without a log", async ({ skip }) => {
    await dressAll();
    const begun = await begin(name);
    if (typeof begun === "string") return skip(`there is nothing to break in a plain container: ${begun}`);
    const before = await stateOf();
    expect(await left(begun)).toEqual([]);
    await strike(begun);
    const undone = begun.hits.flatMap((hit) => begun.definition.undo(hit.context, begun.params, hit.captured));
    if (undone.length > 0) expect(await left(begun)).not.toEqual([]);
    const prove = { ...limit, prove: proveHealed };
    expect(await Promise.all([takeBack(engine, begun, prove), takeBack(engine, begun, prove)])).toMatchObject([
      { proven: true },
      { proven: true },
    ]);
    expect(await left(begun)).toEqual([]);
    expect(await takeBack(engine, begun, prove)).toMatchObject({ proven: true });
    expect(await left(begun)).toEqual([]);
    await dressAll();
    await until(stateOf, before);

    // Once more, and nobody has a log of it.
    const again = await begin(name);
    if (typeof again === "string") throw new Error(again);
    await strike(again);
    for (let look = 0; look < 3; look++)
      for (const { mend } of await left(again)) for (const action of mend) await engine.act(action);
    expect(await left(again)).toEqual([]);
    await dressAll();
    await until(stateOf, before);
  });
});
