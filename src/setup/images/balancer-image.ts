import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import type { Step } from "../steps/step.ts";
import { BUILT_LABEL, imageExists, labelInstructions } from "./docker-image.ts";
import { balancerArchive, balancerImage } from "./node-image-inputs.ts";
import { bootstrap } from "./root-filesystem.ts";

/** The step that builds the image of load balancers that share a virtual address, of Debian packages alone. */
export const balancerStep: Step = {
  name: "balancer-image",
  title: "image of load balancers with a virtual address (HAProxy, keepalived)",
  needs: ["engine"],
  check: async () => ((await hasBalancerImage()) ? "present" : undefined),
  async run(context) {
    const archive = join(cacheSubfolder("root-filesystem"), balancerArchive());
    if (!existsSync(archive)) await bootstrap(archive, join("balancer", "packages.txt"), context);
    context.note("importing");
    const changes = labelInstructions({ [BUILT_LABEL]: "local" });
    const options = changes.flatMap((change) => ["--change", change]);
    await mustRun(["docker", "import", ...options, archive, balancerImage()], {
      logFile: context.logFile,
      signal: context.signal,
    });
    return "built";
  },
};

/** Whether the engine has the image, built from today's inputs; false where no engine can be asked, which others tell. */
export async function hasBalancerImage(): Promise<boolean> {
  try {
    return await imageExists(balancerImage());
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  }
}
