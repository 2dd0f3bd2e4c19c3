import { describe, expect, it } from "vitest";
import componentStop from "../../../src/faults/component-stop.ts";
import etcdDataLoss from "../../../src/faults/etcd-data-loss.ts";
import nodeKill from "../../../src/faults/node-kill.ts";
import nodePartition from "../../../src/faults/node-partition.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import { leftoversOf, leftoverWords, looksOf } from "../../../src/node-tools/leftovers.ts";
import controlPlaneReplace from "../../../src/procedures/control-plane-replace.ts";
import etcdSnapshot from "../../../src/procedures/etcd-snapshot.ts";
import { cluster, recordingRuntime } from "../../support/recording-runtime.ts";

const faults = (...some: readonly object[]) => some as unknown as FaultDefinition[];
const all = faults(componentStop, etcdDataLoss, nodeKill, nodePartition);
const nothing = { stdout: "" };
const noStrike = { "KIND_CHAOS_EXEC=": nothing };
const clean = {
  ...noStrike,
  "ls /etc/kubernetes/kind-chaos": nothing,
  "for left in /etc/kubernetes/kind-chaos-lost": nothing,
  "KIND-CHAOS-$1": { stdout: "none\n" },
  "pids=$(component": nothing,
};

describe("leftoversOf", () => {
  it("finds nothing on a clean cluster, and takes each look once on each node that a fault can hit", async () => {
    const runtime = recordingRuntime(clean, {});
    const looks = looksOf(cluster, faults(...all, nodeKill), []);
    expect(await leftoversOf(looks, runtime)).toEqual([]);
    const on = (node: string) => runtime.asked.filter((words) => words.startsWith(`${node}: `)).length;
    expect([on("kc-x-control-plane"), on("kc-x-worker"), on("kc-x-lb")]).toEqual([6, 3, 3]);
    // What does not run cannot tell anything else.
    expect(looks.slice(0, 7).every((look) => !("argv" in look))).toBe(true);
  });

  it("names what is left, and where, and what takes it away", async () => {
    const moved = recordingRuntime({ ...clean, "ls /etc/kubernetes/kind-chaos": { stdout: "etcd.yaml\n" } }, {});
    const left = await leftoversOf(looksOf(cluster, faults(componentStop), []), moved);
    expect(left).toMatchObject(
      ["control-plane", "control-plane2", "control-plane3"].map((short) => ({
        node: `kc-x-${short}`,
        what: "a manifest that was moved away",
        mend: [{ do: "exec", node: `kc-x-${short}` }],
      })),
    );
    const down = recordingRuntime(noStrike, { running: false });
    expect(await leftoversOf(looksOf(cluster, faults(nodeKill), []), down)).toHaveLength(7);
  });

  it("finds what is broken where a procedure broke off, and what any strike still runs", async () => {
    const runtime = recordingRuntime({ "KIND_CHAOS_EXEC=": { stdout: "4711\n" }, "test -e": {} });
    const left = await leftoversOf(looksOf(cluster, [], [etcdSnapshot, controlPlaneReplace]), runtime);
    // What a procedure has kept on purpose hinders nobody, and is looked for when nothing is broken any more.
    expect(left.map(({ what }) => what).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => "a control plane that is half replaced"),
      ...Array.from({ length: 7 }, () => "processes that a fault began"),
    ]);
  });

  it("takes a look that fails for something left: nobody knows", async () => {
    const left = await leftoversOf(looksOf(cluster, faults(nodePartition), []), recordingRuntime(noStrike));
    expect(left).toHaveLength(7);
    expect(left[0]).toMatchObject({ what: "firewall rules that drop packets (NODE)", unseen: expect.any(String) });
  });
});

describe("leftoverWords", () => {
  it("tells what was seen each by itself, and what could not be looked at once for each node and reason", () => {
    const [a, b] = ["kc-x-a", "kc-x-b"];
    const left = [
      { node: a, what: "a stopped container" },
      { node: a, what: "rules", unseen: "it does not run" },
      { node: b, what: "rules", unseen: "it does not run" },
      { node: a, what: "a loop", unseen: "it does not run" },
      { node: a, what: "a full etcd", unseen: "no answer" },
      { node: a, what: "a manifest", unseen: "it does not run" },
    ];
    expect(leftoverWords(left, (node) => node.slice(5))).toEqual([
      "a: a stopped container",
      "a: rules and 2 more: not known, because the looks failed: it does not run",
      "b: rules: not known, because the look failed: it does not run",
      "a: a full etcd: not known, because the look failed: no answer",
    ]);
  });
});
