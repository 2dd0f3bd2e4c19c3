import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  type Component,
  captureProcess,
  componentParams,
  manifestFolder as manifests,
  movedManifestLook,
  processesOf,
  processName,
  processRestarted,
  stashFolder as stash,
} from "../node-tools/component.ts";

/**
 * Closes the kubelet's own connection to its API server until the component runs, at most 15 s. With etcd gone that API
 * server lets requests hang for 34 s, and the kubelet, which waits for one of them (removing the pod's mirror object),
 * starts nothing meanwhile: it took 18, 28 and over 100 s (measured); restarted it took 120 s, because it first waits
 * for its node object. Closed, the call fails at once.
 */
function wakeKubelet(component: Component): string {
  const connections = `ss -tnpH state established dport = :6443 | grep '"kubelet"' | awk '{print $3}'`;
  const close = `for local in $(${connections}); do ss -K src "\${local%:*}" sport = ":\${local##*:}" >/dev/null 2>&1; done`;
  return `for try in $(seq 30); do pgrep -x ${processName(component)} >/dev/null && break; ${close}; sleep 0.5; done`;
}

/** Takes a component of the target down and holds it down until healed. */
export function componentStop(component: Component, on: TargetSpec): FaultSpec {
  return faultOn(definition, on, { component });
}

const definition = defineFault({
  name: "component-stop",
  summary: "a static pod, held down",
  breaks:
    "One static pod of a control plane, held down: its manifest is moved away and its process killed with SIGKILL. " +
    "Or an external etcd member.",
  fromOutside:
    "Its port refuses for as long as the fault lasts; the kubelet does not start it again until the manifest is " +
    "back.",
  evidence: "No process of it runs, and its manifest is away.",
  params: componentParams,
  targetRoles: ["control-plane", "etcd"],
  component: ({ component }) => component,
  sustained: true,
  describe: ({ component }) => `${component} taken down and held down (manifest moved away, process killed)`,
  capture: (runtime, { node }, { component }) => captureProcess(runtime, node.name, component),
  inject: ({ node }, { component }) => [
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
  undo: ({ node }, { component }) => [
    {
      do: "exec",
      node: node.name,
      argv: [
        "sh",
        "-c",
        `[ ! -f ${stash}/${component}.yaml ] || { mv ${stash}/${component}.yaml ${manifests}/; ${wakeKubelet(component)}; }`,
      ],
    },
  ],
  active: async (runtime, { node }, { component }) => {
    const running = await processesOf(runtime, node.name, component);
    const file = `${manifests}/${component}.yaml`;
    // test ends with 1 where there is no such file.
    const manifest = await runtime.look(node.name, ["test", "-e", file], { exits: [0, 1] });
    const proven = running.length === 0 && manifest.exitCode !== 0;
    const process = running.length === 0 ? `no ${component} process` : `${component} still runs as ${running[0]?.pid}`;
    return { proven, detail: `${process}, manifest ${manifest.exitCode === 0 ? "in place" : "away"}` };
  },
  healed: (runtime, { node }, { component }, captured) => processRestarted(runtime, node.name, component, captured),
  leftovers: ({ node }) => [movedManifestLook(node.name)],
});

export default definition;
