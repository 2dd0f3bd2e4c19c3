import { join } from "node:path";
import { mustRun } from "../../host/command.ts";
import { imageLabels } from "../../host/docker/image-labels.ts";
import { PlatformError } from "../../model/errors.ts";
import type { Step } from "../steps/step.ts";
import { BUILT_LABEL, buildInContainer, INPUTS_LABEL } from "./docker-image.ts";
import { loadBalancerState } from "./load-balancer-state.ts";
import { loadBalancerDigest, NODE_IMAGE_FOLDER } from "./node-image-inputs.ts";
import { haproxyRootImage, haproxyRootStep } from "./root-filesystem.ts";

/** Where kind writes its configuration (kind 0.31 pkg/cluster/internal/loadbalancer/const.go). */
const CONFIG_FOLDER = "/usr/local/etc/haproxy";

/** As kind's own image is started and stopped (kind 0.31 images/haproxy/Dockerfile), after a file of our own. */
const CHANGES = [
  `ENTRYPOINT ["haproxy","-W","-db","-f","${CONFIG_FOLDER}/limits.cfg","-f","${CONFIG_FOLDER}/haproxy.cfg"]`,
  "CMD []",
  "STOPSIGNAL SIGUSR1",
];

/** The step that builds HAProxy's image under the name that a kind of 0.31 or older asks for. */
export function haproxyStep(image: string): Step {
  return {
    name: "load-balancer-image",
    title: "load balancer image (HAProxy)",
    needs: [haproxyRootStep.name],
    check: () => loadBalancerState(image),
    async run(context) {
      await mustNotBeForeign(image);
      const { logFile, signal } = context;
      const digest = loadBalancerDigest("haproxy");
      const build = {
        name: `haproxy-${digest}`,
        from: haproxyRootImage(),
        tag: image,
        labels: { [INPUTS_LABEL]: digest, "org.kind-chaos.haproxy": "Debian 12" },
        changes: CHANGES,
      };
      await buildInContainer(build, context, async (container) => {
        await mustRun(["docker", "exec", container, "mkdir", "-p", CONFIG_FOLDER], { logFile, signal });
        for (const file of ["limits.cfg", "haproxy.cfg"]) {
          const source = join(NODE_IMAGE_FOLDER, "haproxy", file);
          await mustRun(["docker", "cp", "--quiet", source, `${container}:${CONFIG_FOLDER}/${file}`], {
            logFile,
            signal,
          });
        }
        const files = ["limits.cfg", "haproxy.cfg"].flatMap((file) => ["-f", `${CONFIG_FOLDER}/${file}`]);
        await mustRun(["docker", "exec", container, "haproxy", "-c", ...files], { logFile, signal });
      });
      return "built";
    },
  };
}

/** The name is one that kind publishes an image by: whoever pulled that keeps it. */
async function mustNotBeForeign(image: string): Promise<void> {
  const labels = await imageLabels(image);
  if (labels === undefined || labels[BUILT_LABEL] !== undefined) return;
  throw new PlatformError(
    "foreign-load-balancer",
    `the engine has another ${image}, which has no shell, and so cannot be looked into: remove it ("docker image rm ${image}"), or take kind 0.32 or newer`,
  );
}
