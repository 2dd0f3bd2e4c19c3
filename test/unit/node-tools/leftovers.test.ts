import { describe, expect, it } from "vitest";
import componentStop from "../../../src/faults/component-stop.ts";
import etcdDataLoss from "../../../src/faults/etcd-data-loss.ts";
import nodeKill from "../../../src/faults/node-kill.ts";
import nodePartition from "../../../src/faults/node-partition.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import { leftoversOf } from "../../../src/node-tools/leftovers.ts";
import { cluster, recordingRuntime } from "../../support/recording-runtime.ts";

const definitions = [componentStop, etcdDataLoss, nodeKill, nodePartition] as unknown as FaultDefinition[];
const clean = { "ls /etc/kubernetes/kind-chaos": { stdout: "" }, "*KIND-CHAOS*": { stdout: "none\n" } };

describe("leftoversOf", () => {
  it("finds nothing on a clean cluster, and takes each look once on each node that a fault can hit", async () => {
    const runtime = recordingRuntime(clean, {});
    expect(await leftoversOf(definitions, runtime, cluster)).toEqual([]);
    const on = (node: string) => runtime.asked.filter((words) => words.startsWith(`${node}: `)).length;
    expect([on("kc-x-control-plane"), on("kc-x-worker"), on("kc-x-lb")]).toEqual([3, 2, 2]);
  });

  it("names what is left, and where", async () => {
    const moved = recordingRuntime({ ...clean, "ls /etc/kubernetes/kind-chaos": { stdout: "etcd.yaml\n" } }, {});
    expect(await leftoversOf([componentStop] as unknown as FaultDefinition[], moved, cluster)).toEqual(
      ["control-plane", "control-plane2", "control-plane3"].map((short) => ({
        node: `kc-x-${short}`,
        what: "a manifest that was moved away",
      })),
    );
    const down = recordingRuntime({}, { running: false });
    expect(await leftoversOf([nodeKill] as unknown as FaultDefinition[], down, cluster)).toHaveLength(7);
  });

  it("takes a look that fails for something left: nobody knows", async () => {
    const left = await leftoversOf([nodePartition] as unknown as FaultDefinition[], recordingRuntime({}), cluster);
    expect(left).toHaveLength(7);
    expect(left[0]?.what).toMatch(/^firewall rules that drop packets: not known, because the look failed: /);
  });
});
