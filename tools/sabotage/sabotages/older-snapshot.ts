import { etcdFunctions, snapshotFile } from "../../../src/node-tools/etcd-tools.ts";
import { inNode } from "../means/in-node.ts";
import { controlPlanesOf } from "../means/nodes.ts";
import type { Sabotage } from "../sabotage.ts";

const older = "/root/older.db";

const sabotage: Sabotage = {
  weakness: "What is restored is an older snapshot than the one that was taken.",
  scenario: "etcd-snapshot-restore",
  strike: {
    when: "hold: warm-up",
    async sabotage({ engine, cluster }, run) {
      const [first, ...others] = controlPlanesOf(cluster);
      if (first === undefined) throw new Error("no control plane");
      await inNode(engine, first, `${etcdFunctions}\netcd snapshot save ${older} >&2`);
      for (const node of others) await engine.act({ do: "copy", from: first, node, path: older });
      await run.says("snapshot: done: ");
      for (const node of [first, ...others]) await inNode(engine, node, `mv ${older} ${snapshotFile}`);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "recovery-point": /^lost: [1-9]\d* writes? from before the snapshot, 0 from after the restore: / },
  },
};
export default sabotage;
