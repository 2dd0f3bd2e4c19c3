import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { isLeft } from "../node-tools/leftovers.ts";

const file = "/home/envoy/cds.yaml";
/** Beside it, so that each change is one rename: what Envoy watches for. */
const stash = "/home/envoy/kind-chaos-cds.yaml";

/** A statistic's name that equals the default: the cluster differs for Envoy, and nothing else does. */
const changed = "s/^\\( *\\)name: kube_apiservers$/&\\n\\1alt_stat_name: kube_apiservers/";

/** Makes the load balancer take a changed configuration, and the old one again a second later. */
export function loadBalancerReload(): FaultSpec {
  return faultOn(definition, { role: "load-balancer" }, {});
}

/** How often Envoy has replaced a cluster, by its own statistics; without curl, which Envoy's image does not have. */
async function replacements(runtime: NodeRuntime, node: string): Promise<number> {
  const script =
    "exec 3<>/dev/tcp/127.0.0.1/10000; printf 'GET /stats?filter=cluster_manager.cluster_modified HTTP/1.1\\r\\nHost: admin\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3";
  // bash ends with 1 where nobody listens.
  const { stdout } = await runtime.look(node, ["bash", "-c", script], { exits: [0, 1] });
  return Number(/cluster_modified: (\d+)/.exec(stdout)?.[1] ?? Number.NaN);
}

/** A configuration that is not the one that the load balancer had. */
function configurationLook(node: string): CommandLook {
  return {
    what: "a changed configuration of the load balancer",
    node,
    argv: ["sh", "-c", `grep -c alt_stat_name ${file}; ls /home/envoy`],
    // Only a count of none shows that it is unchanged: a file that could not be read shows nothing.
    isLeft: ({ stdout }) => !stdout.startsWith("0") || stdout.includes("kind-chaos"),
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
  describe: () => "load balancer reloaded (a changed configuration, and the old one a second later)",
  capture: async (runtime, { node }) => {
    const before = await replacements(runtime, node.name);
    // kind 0.31 and older have HAProxy, whose reload is another thing.
    if (Number.isNaN(before))
      throw new PlatformError("target-unfit", `${node.name} has no Envoy whose statistics answer`);
    return { before: String(before) };
  },
  inject: ({ node }) => [
    {
      do: "exec",
      node: node.name,
      argv: [
        "sh",
        "-c",
        `cp -p ${file} ${stash} && sed '${changed}' ${file} > ${file}.tmp && chmod 666 ${file}.tmp && mv ${file}.tmp ${file} && sleep 1 && mv ${stash} ${file}`,
      ],
    },
  ],
  undo: ({ node }) => [
    { do: "exec", node: node.name, argv: ["sh", "-c", `rm -f ${file}.tmp; [ ! -f ${stash} ] || mv ${stash} ${file}`] },
  ],
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
