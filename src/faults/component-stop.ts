import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { alsoAnswersThrough } from "../node-tools/answers-through.ts";
import { capturedProcess } from "../node-tools/captured.ts";
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
  stoppedProcessLook,
} from "../node-tools/component.ts";
import { continueProcess, signalFunction } from "../node-tools/processes.ts";
import { scriptWords } from "../node-tools/script.ts";
import { wakeKubeletFunction } from "../node-tools/wake-kubelet.ts";

/**
 * Moves the manifest of the component $1 away and kills its process $2, which began at $3; the process is stopped before
 * that: the kubelet sees at once that the manifest goes, and would end it in order, which is another fault.
 */
const hold = [
  signalFunction,
  'signal STOP "$2" "$3" || { echo "process $2 is gone" >&2; exit 1; }',
  `mkdir -p ${stash} && mv "${manifests}/$1.yaml" ${stash}/ || { code=$?; signal CONT "$2" "$3"; exit $code; }`,
  'signal KILL "$2" "$3" || { echo "process $2 is gone" >&2; exit 1; }',
].join("\n");

/** Moves the manifest of the component $1 back, where it is away; another may do so at the same time. */
const moveBack = [
  `away="${stash}/$1.yaml"`,
  '[ -f "$away" ] || exit 0',
  `mv "$away" ${manifests}/ || [ ! -e "$away" ] || exit`,
  `rmdir ${stash} 2>/dev/null`,
];

/** The same, and nothing keeps the kubelet from starting it. */
const letGo = [wakeKubeletFunction, ...moveBack, 'wake_kubelet "$2"'].join("\n");

/** On a load balancer with a virtual address no kubelet starts it. */
const letGoThere = [...moveBack, "true"].join("\n");

/** Takes a component of the target down and holds it down until healed. */
export function componentStop(component: Component, on: TargetSpec): FaultSpec {
  return faultOn(definition, on, { component });
}

const definition = defineFault({
  name: "component-stop",
  summary: "a static pod, held down",
  breaks:
    "One static pod of a control plane, held down: its manifest is moved away and its process killed with SIGKILL. " +
    "Or an external etcd member; or HAProxy on a load balancer with a virtual address.",
  fromOutside:
    "Its port refuses for as long as the fault lasts; the kubelet, or what stands in for it on a load balancer with " +
    "a virtual address, does not start it again until the manifest is back.",
  evidence: "No process of it runs, and its manifest is away.",
  params: componentParams,
  targetRoles: ["control-plane", "etcd", "balancer"],
  component: ({ component }) => component,
  sustained: true,
  describe: ({ component }) => `${component} taken down and held down (manifest moved away, process killed)`,
  capture: (runtime, { node }, { component }) => captureProcess(runtime, node.name, component),
  captured: capturedProcess,
  inject: ({ node }, { component }, { pid = "PID", startTime = "START" }) => [
    { do: "exec", node: node.name, argv: scriptWords(hold, component, pid, startTime) },
  ],
  // Where the strike broke off before its end, the process is still stopped.
  undo: ({ node: { name, role } }, { component }, captured) => [
    continueProcess(name, captured),
    {
      do: "exec",
      node: name,
      argv: scriptWords(role === "balancer" ? letGoThere : letGo, component, processName(component)),
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
  healed: async (runtime, context, { component }, captured) =>
    alsoAnswersThrough(runtime, context, await processRestarted(runtime, context.node.name, component, captured)),
  leftovers: ({ node }) => [movedManifestLook(node.name), stoppedProcessLook(node.name)],
});

export default definition;
