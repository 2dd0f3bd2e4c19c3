import { setTimeout as sleep } from "node:timers/promises";
import { storeName } from "../../../src/model/workload.ts";
import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** How long they are away, milliseconds: longer than elections, and back before the lost node is. */
const awayMs = 20_000;

const sabotage: Sabotage = {
  weakness: "While the node of one of three members is lost, the two others are taken away for 20 s as well.",
  scenario: "replicated-data",
  profile: "fast",
  strike: {
    when: "node-lost: proven active",
    async sabotage({ engine, cluster, signal }) {
      const namespace = await kubectl(engine, cluster, [
        ...["get", "pods", "-A", "-l", `app=${storeName}`, "-o", "jsonpath={.items[0].metadata.namespace}"],
      ]);
      const scale = (replicas: number) =>
        kubectl(engine, cluster, ["-n", namespace, "scale", "statefulset", storeName, `--replicas=${replicas}`]);
      await scale(1);
      await sleep(awayMs, undefined, { signal }).finally(() => scale(3));
      // The run's namespace takes the rest along.
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "max-outage": /^longest on store-write\/worker[23]\/new: \d+ attempts without an answer in time/ },
  },
};
export default sabotage;
