import { z } from "zod";
import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { capturedNumber } from "../node-tools/captured.ts";
import { envoyAdminWords, envoyFile as file, envoyFolder as folder } from "../node-tools/envoy.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Beside it, so that each change is one rename: what Envoy watches for. It is there while the fault is. */
const stash = `${folder}/kind-chaos-cds.yaml`;
/** What is not complete yet has other names. */
const parts = `${folder}/kind-chaos-part`;

/** A statistic's name that equals the default: the cluster differs for Envoy, and nothing else does. */
const changed = "s/^\\( *\\)name: kube_apiservers$/&\\n\\1alt_stat_name: kube_apiservers/";

const reload = [
  `cp -p ${file} ${parts}.old && mv ${parts}.old ${stash}`,
  `sed '${changed}' ${file} > ${parts}.new && chmod 666 ${parts}.new && mv ${parts}.new ${file}`,
  `sleep 1 && mv ${stash} ${file}`,
].join(" && ");

/** Another may put it back at the same time. */
const putBack = `rm -f ${parts}.old ${parts}.new; [ ! -e ${stash} ] || mv ${stash} ${file} || [ ! -e ${stash} ]`;

function putConfigurationBack(node: string): Action {
  return { do: "exec", node, argv: scriptWords(putBack) };
}

/** Makes the load balancer take a changed configuration, and the old one again a second later. */
export function loadBalancerReload(): FaultSpec {
  return faultOn(definition, { role: "load-balancer" }, {});
}

/** How often Envoy has replaced a cluster, by its own statistics. */
async function replacements(runtime: NodeRuntime, node: string): Promise<number> {
  const words = envoyAdminWords("/stats?filter=cluster_manager.cluster_modified");
  const { stdout } = await runtime.look(node, words, { exits: [0, 1] });
  return Number(/cluster_modified: (\d+)/.exec(stdout)?.[1] ?? Number.NaN);
}

/** A configuration that is not the one that the load balancer had: that one lies beside it. */
function configurationLook(node: string): CommandLook {
  return {
    what: "a changed configuration of the load balancer",
    node,
    // kind 0.31 and older have HAProxy, and no such folder.
    argv: scriptWords(`[ -d ${folder} ] || exit 0; exec ls -A ${folder}`),
    isLeft: ({ stdout }) => stdout.includes("kind-chaos"),
    mend: [putConfigurationBack(node)],
  };
}

const definition = defineFault({
  name: "load-balancer-reload",
  summary: "kind's Envoy takes a changed configuration, and the old one again",
  breaks:
    "The Envoy of kind takes a new configuration while it runs, as at a change of backends: the cluster of API servers " +
    "is built anew, with new health checks, and the old one drained; then the same again with the configuration " +
    "that it had.",
  fromOutside: "Nothing should be seen; connections that exist go on.",
  evidence: "Envoy itself counts two replaced clusters.",
  targetRoles: ["load-balancer"],
  sustained: false,
  unsupported: ({ settings }) => {
    if (settings?.virtualAddress !== undefined)
      return "two load balancers with a virtual address are HAProxy, and kind's Envoy is only the way in to them";
    return settings?.loadBalancer?.kind === "haproxy"
      ? "the load balancer of this kind is HAProxy, and only Envoy takes a changed configuration in this way"
      : undefined;
  },
  describe: () => "load balancer reloaded (a changed configuration, and the old one a second later)",
  capture: async (runtime, { node }) => {
    const before = await replacements(runtime, node.name);
    // kind 0.31 and older have HAProxy, whose reload is another thing.
    if (Number.isNaN(before))
      throw new PlatformError("target-unfit", `${node.name} has no Envoy whose statistics answer`);
    return { before: String(before) };
  },
  captured: z.strictObject({ before: capturedNumber }),
  inject: ({ node }) => [{ do: "exec", node: node.name, argv: scriptWords(reload) }],
  undo: ({ node }) => [putConfigurationBack(node.name)],
  active: async (runtime, { node }, _params, captured) => {
    const count = (await replacements(runtime, node.name)) - Number(captured.before);
    return { proven: count >= 2, detail: `Envoy replaced its cluster ${count} times` };
  },
  healed: async (runtime, { node }) => {
    const changed = await isLeft(runtime, configurationLook(node.name));
    return {
      proven: !changed,
      detail: changed ? "its configuration is changed" : "its configuration is the one that it had",
    };
  },
  leftovers: ({ node }) => [configurationLook(node.name)],
});

export default definition;
