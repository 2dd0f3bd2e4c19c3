// Breaks: kind's Envoy takes a new configuration while it runs, as at a change of backends: the cluster of API servers is built anew,
// with new health checks, and the old one drained; then the same again with the configuration that it had.
// From outside: nothing should be seen; connections that exist go on.
import { PlatformError } from "../model/errors.ts";
import type { FaultDefinition, FaultSpec, NodeRuntime } from "../model/fault.ts";
import { type NoParams, noParams } from "../node-tools/container.ts";

const file = "/home/envoy/cds.yaml";
/** Beside it, so that each change is one rename: what Envoy watches for. */
const stash = "/home/envoy/kind-chaos-cds.yaml";

/** A statistic's name that equals the default: the cluster differs for Envoy, and nothing else does. */
const changed = "s/^\\( *\\)name: kube_apiservers$/&\\n\\1alt_stat_name: kube_apiservers/";

/** Makes the load balancer take a changed configuration, and the old one again a second later. */
export function loadBalancerReload(): FaultSpec {
  return { fault: "load-balancer-reload", target: { role: "load-balancer" }, params: {} };
}

/** How often Envoy has replaced a cluster, by its own statistics; without curl, which Envoy's image does not have. */
async function replacements(runtime: NodeRuntime, node: string): Promise<number> {
  const script =
    "exec 3<>/dev/tcp/127.0.0.1/10000; printf 'GET /stats?filter=cluster_manager.cluster_modified HTTP/1.1\\r\\nHost: admin\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3";
  const { stdout } = await runtime.exec(node, ["bash", "-c", script]);
  return Number(/cluster_modified: (\d+)/.exec(stdout)?.[1] ?? Number.NaN);
}

const definition: FaultDefinition<NoParams> = {
  name: "load-balancer-reload",
  params: noParams,
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
    const { stdout } = await runtime.exec(node.name, ["sh", "-c", `grep -c alt_stat_name ${file}; ls /home/envoy`]);
    const clean = stdout.startsWith("0") && !stdout.includes("kind-chaos");
    return {
      proven: clean,
      detail: clean ? "its configuration is the one that it had" : "its configuration is changed",
    };
  },
};

export default definition;
