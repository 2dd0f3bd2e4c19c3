// Breaks: one static pod of a control plane, held down: its manifest is moved away and its process killed with SIGKILL.
// From outside: its port refuses for as long as the fault lasts; the kubelet does not start it again until the manifest is back.
import type { FaultDefinition, FaultSpec, TargetSpec } from "../model/fault.ts";
import {
  type Component,
  type ComponentParams,
  captureProcess,
  componentParams,
  processesOf,
  processName,
  processRestarted,
} from "./support/component.ts";

const manifests = "/etc/kubernetes/manifests";
/** On the same file system as the manifests, so that moving is one step, and outside of them, so that the kubelet does not see it. */
const stash = "/etc/kubernetes/kind-chaos";

/** Takes a component of the target down and holds it down until healed. */
export function componentStop(component: Component, on: TargetSpec): FaultSpec {
  return { fault: "component-stop", target: on, params: { component } };
}

const definition: FaultDefinition<ComponentParams> = {
  name: "component-stop",
  params: componentParams,
  lasts: true,
  describe: ({ component }) => `${component} taken down and held down (manifest moved away, process killed)`,
  capture: (world, node, { component }) => captureProcess(world, node.name, component),
  inject: (node, { component }) => [
    {
      do: "exec",
      node: node.name,
      argv: [
        "sh",
        "-c",
        `mkdir -p ${stash} && mv ${manifests}/${component}.yaml ${stash}/ && pkill -9 -x ${processName(component)}`,
      ],
    },
  ],
  // The kubelet is restarted as well: while it removes the pod's mirror object through its own API server, whose storage may be the very
  // etcd that was stopped, it starts nothing (18 s, 28 s and 100 s measured). A fresh one starts its static pods at once, without back-off.
  undo: (node, { component }) => [
    {
      do: "exec",
      node: node.name,
      argv: [
        "sh",
        "-c",
        `[ ! -f ${stash}/${component}.yaml ] || { mv ${stash}/${component}.yaml ${manifests}/ && systemctl restart kubelet; }`,
      ],
    },
  ],
  active: async (world, node, { component }) => {
    const running = await processesOf(world, node.name, component);
    const manifest = await world.exec(node.name, ["test", "-e", `${manifests}/${component}.yaml`]);
    const proven = running.length === 0 && manifest.exitCode !== 0;
    const process = running.length === 0 ? `no ${component} process` : `${component} still runs as ${running[0]?.pid}`;
    return { proven, detail: `${process}, manifest ${manifest.exitCode === 0 ? "in place" : "away"}` };
  },
  healed: (world, node, { component }, facts) => processRestarted(world, node.name, component, facts),
};

export default definition;
