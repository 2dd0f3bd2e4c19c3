import type { Skeleton } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "scenarios/<name>.ts; contract tests load every scenario",
  files: (name) => [
    {
      file: `scenarios/${name}.ts`,
      text: `import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { write } from "kind-chaos/operations/write";
import { worker } from "kind-chaos/targets/worker";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary: "Freezes a worker for 20 s: say here what must hold.",
  topology: "ha-3cp-3w",
  tags: ["worker"],
  lanes: [write({ connection: "reused" })],
  steps: [warmUp, { inject: nodePause(worker(1)), as: "pause", for: "20s" }, { recover: "120s" }, coolDown],
  guarantees: [recoveredWithin({ during: "pause", limit: "60s" }), noLostWrites()],
});
`,
    },
  ],
};
export default skeleton;
