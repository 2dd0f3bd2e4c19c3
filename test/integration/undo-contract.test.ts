import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Begun } from "../../src/healing/begun.ts";
import { Engine } from "../../src/host/engine.ts";
import { messageOf, PlatformError } from "../../src/model/errors.ts";
import type { Leftover } from "../../src/node-tools/leftovers.ts";
import { loadFault, namesOf } from "../../src/scenario/catalogue.ts";
import { dressNode } from "../support/dressed-node.ts";
import { type PlainCluster, plainCluster } from "../support/plain-cluster.ts";
import { begin, leftOn, mendAll, neverBegun, strikeAll, takeAllBack } from "../support/undo-trial.ts";

/*
 * What an undo must be, tried on real containers for every fault, none of which is known here: carried out without its
 * injection it does nothing, or says why it could not; after an injection nothing is left, also when two carry it out at
 * once and again afterwards, and without any log the looks find all that is left and mend it.
 */
const engine = new Engine();
/** How long each healing may take, milliseconds. */
const limitMs = 15_000;
let plain: PlainCluster;
const trial = () => ({ engine, cluster: plain.cluster });

beforeAll(async () => {
  plain = await plainCluster(engine, ["control-plane", "control-plane", "worker"]);
  await dressAll();
});
afterAll(async () => plain[Symbol.asyncDispose]());

/** What of this fault is left, seen; what cannot be looked at in a plain container is no word about it. */
async function left({ definition }: Begun): Promise<Leftover[]> {
  return (await leftOn(trial(), [definition])).filter(({ unseen }) => unseen === undefined);
}

/** All that faults can change in the containers of a cluster, in words. */
async function stateOf(): Promise<string[]> {
  const script = [
    // The engine's own rules for names change with each start of a container.
    "for table in mangle nat filter; do iptables -t $table -S; ip6tables -t $table -S; done | grep -v DOCKER_",
    "tc qdisc show dev eth0",
    "find /run /home /etc/kubernetes /var/lib/kind-chaos -not -path '*/bin*' 2>/dev/null | sort",
    "for p in etcd kube-apiserver kube-controller kube-scheduler kubelet kube-proxy containerd; do pgrep -cx $p; done",
    "ps -eo stat,comm | grep ^T",
    // Who is traced, and what the kernel itself limits, whatever the engine believes.
    "grep -ho '^TracerPid:.*[1-9].*' /proc/[0-9]*/status 2>/dev/null",
    "cat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us 2>/dev/null; true",
  ].join("\n");
  return Promise.all(
    plain.cluster.nodes.map(async ({ name }) => {
      const { running, paused, address, cpuLimit, memoryLimit } = await engine.inspect(name);
      const { stdout } = running && !paused ? await engine.exec(name, ["sh", "-c", script]) : { stdout: "" };
      const limits = JSON.stringify({ cpuLimit, memoryLimit });
      return `${name} ${running} ${paused} ${address} ${limits}\n${stdout}`;
    }),
  );
}

async function dressAll(): Promise<void> {
  await Promise.all(plain.cluster.nodes.map(({ name }) => dressNode(engine, name)));
}

async function until(what: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await expect.poll(what, { timeout: 10_000, interval: 200 }).toEqual(wanted);
}

describe.each(namesOf("fault"))("fault %s", (name) => {
  test("has an undo that does nothing where nothing was done, or says why it could not be carried out", async () => {
    const begun = neverBegun(trial(), await loadFault(name));
    const before = await stateOf();
    for (const { context, captured } of begun.hits)
      for (const action of begun.definition.undo(context, begun.params, captured)) {
        const done = await engine.act(action).catch((error: unknown) => error);
        if (done !== undefined) expect(messageOf(done)).toMatch(/ended with \d+: \S.*\S/s);
      }
    expect(await stateOf()).toEqual(before);
  });

  test("leaves nothing, however often and by how many it is taken back, or mended without a log", async ({ skip }) => {
    const definition = await loadFault(name);
    await dressAll();
    const begun = await begin(trial(), definition);
    if (begun instanceof PlatformError) return skip(`there is nothing to break in a plain container: ${begun.message}`);
    const before = await stateOf();
    expect(await left(begun)).toEqual([]);
    await strikeAll(trial(), begun);
    const undone = begun.hits.flatMap((hit) => begun.definition.undo(hit.context, begun.params, hit.captured));
    if (undone.length > 0) expect(await left(begun)).not.toEqual([]);
    const takeBack = () => takeAllBack(trial(), begun, limitMs);
    expect(await Promise.all([takeBack(), takeBack()])).toMatchObject([{ proven: true }, { proven: true }]);
    expect(await left(begun)).toEqual([]);
    expect(await takeBack()).toMatchObject({ proven: true });
    expect(await left(begun)).toEqual([]);
    await dressAll();
    await until(stateOf, before);

    // Once more, and nobody has a log of it.
    const again = await begin(trial(), definition);
    if (again instanceof PlatformError) throw again;
    await strikeAll(trial(), again);
    expect(await mendAll(trial(), definition, limitMs)).toEqual([]);
    expect(await left(again)).toEqual([]);
    await dressAll();
    await until(stateOf, before);
  });
});
