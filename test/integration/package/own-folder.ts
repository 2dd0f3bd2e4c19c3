import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A scenario of a user's own, with a helper beside it and a topology that goes with it. */
export const mine = `import { defineScenario, type Step } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { write } from "kind-chaos/operations/write";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { warmUp } from "./support/steps.ts";
const steps: Step[] = [warmUp, { inject: processKill("etcd", etcdFollower()), as: "kill" }, { recover: "60s" }];
export default defineScenario({
  summary: "Mine.", topology: "mine-too", profile: "stock", tags: ["etcd"], lanes: [write({ connection: "reused" })], steps,
  guarantees: [maxOutage({ lanes: "write/api/*", during: "kill", limit: "1s" })],
});
`;
const topology = `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n${"  - role: control-plane\n".repeat(3)}`;

/** A folder in which somebody calls the package by its path, as bare `npx` does: nothing is installed there. */
export function elsewhere(): string {
  const folder = temporaryFolder();
  for (const name of ["scenarios/support", "kind-configs"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(join(folder, "scenarios/mine.ts"), mine);
  const steps =
    'import type { Step } from "kind-chaos";\nexport const warmUp: Step = { hold: "10s", reason: "warm-up" };\n';
  writeFileSync(join(folder, "scenarios/support/steps.ts"), steps);
  writeFileSync(join(folder, "kind-configs/mine-too.yaml"), topology);
  return folder;
}
