import type { Skeleton } from "../skeleton.ts";

/** A scenario that kills a follower of three etcd members. */
export default {
  files: ({ name, words }) => ({
    [`scenarios/${name}.ts`]: `import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { write } from "kind-chaos/operations/write";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { warmUp } from "./support/holds.ts";

export default defineScenario({
  summary: "Is called ${words}: say here what it does, and what nobody may notice.",
  topology: "ha-3cp-3w",
  tags: ["etcd"],
  lanes: [write({ connection: "reused" })],
  steps: [warmUp, { inject: processKill("etcd", etcdFollower()), as: "fault" }, { recover: "60s" }],
  guarantees: [maxOutage({ lanes: "write/api/*", during: "fault", limit: "1s" })],
});
`,
  }),
  next: ["say what is broken, watched and promised; npm run chaos -- plan <name> shows it"],
} satisfies Skeleton;
