import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun } from "../../host/command.ts";
import { imageLabels } from "../../host/docker/image-labels.ts";
import { balancerImage } from "../../model/node-image.ts";
import type { Step } from "../steps/step.ts";
import { BUILT_LABEL, INPUTS_LABEL, labelInstructions } from "./docker-image.ts";
import { balancerDigest } from "./node-image-inputs.ts";
import { bootstrap } from "./root-filesystem.ts";

/** The step that builds the image of load balancers that share a virtual address, of Debian packages alone. */
export const balancerStep: Step = {
  name: "balancer-image",
  title: "image of load balancers with a virtual address (HAProxy, keepalived)",
  needs: ["engine"],
  check: async () => ((await imageLabels(balancerImage))?.[INPUTS_LABEL] === balancerDigest() ? "present" : undefined),
  async run(context) {
    const archive = join(cacheSubfolder("root-filesystem"), `balancer-${balancerDigest()}.tar`);
    if (!existsSync(archive)) await bootstrap(archive, join("balancer", "packages.txt"), context);
    context.note("importing");
    const changes = labelInstructions({ [BUILT_LABEL]: "local", [INPUTS_LABEL]: balancerDigest() });
    const options = changes.flatMap((change) => ["--change", change]);
    await mustRun(["docker", "import", ...options, archive, balancerImage], {
      logFile: context.logFile,
      signal: context.signal,
    });
    return "built";
  },
};
