import { z } from "zod";
import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedNumber, capturedProcess } from "../node-tools/captured.ts";
import { sameProcess, signalFunction } from "../node-tools/processes.ts";
import { scriptWords } from "../node-tools/script.ts";
import { isDown, isUp, lookAtService, type Service, type ServiceName } from "../node-tools/services.ts";

const params = z.strictObject({
  /** Whether the node's kubelet is killed with it. */
  kubelet: z.boolean().default(false),
});
type Params = z.infer<typeof params>;

/** Has the services that this fault killed, from before it begins; goes with the node's own start, at which they start. */
const mark = "/run/kind-chaos-runtime";

/**
 * Kills the runtime's process $1, which began at $2, and with "both" as $3 the kubelet; then tells systemd that they are
 * to be down, because it would start them again after a second (kind's units: Restart=always).
 */
const kill = [
  signalFunction,
  `echo containerd >${mark} || exit`,
  `[ "$3" != both ] || { echo kubelet >>${mark} && { pkill -KILL -x kubelet; systemctl stop kubelet; } || exit; }`,
  'signal KILL "$1" "$2" || { echo "process $1 is gone" >&2; exit 1; }',
  "systemctl stop containerd",
].join("\n");

/** Starts what this fault killed, the runtime first: a kubelet without one waits for it. */
const start = [
  `[ -e ${mark} ] || exit 0`,
  "systemctl start containerd || exit",
  `! grep -qx kubelet ${mark} || systemctl start kubelet || exit`,
  `rm -f ${mark}`,
].join("\n");

/** Kills the container runtime of the target, and its kubelet where it is asked for, until the fault is over. */
export function containerRuntimeKill(on: TargetSpec, { kubelet = false }: Partial<Params> = {}): FaultSpec {
  return faultOn(definition, on, { kubelet });
}

function startAgain(node: string): Action {
  return { do: "exec", node, argv: scriptWords(start) };
}

async function servicesOf(runtime: NodeRuntime, node: string, { kubelet }: Params): Promise<Service[]> {
  const names: readonly ServiceName[] = kubelet ? ["containerd", "kubelet"] : ["containerd"];
  return Promise.all(names.map((name) => lookAtService(runtime, node, name)));
}

function describeServices(services: readonly Service[]): string {
  return services.map(({ detail }) => detail).join("; ");
}

/** How many pods a node has that go on: each has a shim, a process that needs no runtime. */
async function shimsOf(runtime: NodeRuntime, node: string): Promise<number> {
  // pgrep prints 0 and ends with 1 where there is none; the kernel keeps 15 characters of a name.
  const { stdout } = await runtime.look(node, ["pgrep", "-c", "-x", "containerd-shim"], { exits: [0, 1] });
  return Number(stdout.trim());
}

const definition = defineFault({
  name: "container-runtime-kill",
  summary: "containerd, killed and kept down, alone or with the kubelet",
  breaks:
    "The container runtime of a node, killed with SIGKILL and not started again until the fault is over; the kubelet " +
    "with it, where it is asked for.",
  fromOutside:
    "Nothing at first: containers go on, and nothing can be started, stopped or run in them. The kubelet says after 30 s " +
    "that its runtime is down, and the node is NotReady; killed with it, it says nothing, and the node's lease runs out.",
  evidence: "Systemd says that the units are not active, no process of them runs, and no fewer pods go on than before.",
  params,
  targetRoles: ["control-plane", "worker"],
  sustained: true,
  describe: ({ kubelet }) => `containerd${kubelet ? " and kubelet" : ""} killed and kept down (containers go on)`,
  capture: async (runtime, { node }, params) => {
    const services = await servicesOf(runtime, node.name, params);
    const containerd = services[0]?.processes[0];
    if (containerd === undefined || !services.every(isUp))
      throw new PlatformError(
        "target-down",
        `no container runtime to kill on ${node.name}: ${describeServices(services)}`,
      );
    const shims = await shimsOf(runtime, node.name);
    return { pid: containerd.pid, startTime: containerd.startTime, shims: String(shims) };
  },
  captured: capturedProcess.extend({ shims: capturedNumber }),
  inject: ({ node }, { kubelet }, { pid = "PID", startTime = "START" }) => [
    { do: "exec", node: node.name, argv: scriptWords(kill, pid, startTime, kubelet ? "both" : "alone") },
  ],
  undo: ({ node }) => [startAgain(node.name)],
  active: async (runtime, { node }, params, captured) => {
    const services = await servicesOf(runtime, node.name, params);
    // Nobody takes a shim away while no runtime runs: fewer were killed with it, as systemd does without KillMode=process.
    const shims = await shimsOf(runtime, node.name);
    return {
      proven: services.every(isDown) && shims >= Number(captured.shims),
      detail: `${describeServices(services)}; ${shims} of ${captured.shims} pods go on`,
    };
  },
  healed: async (runtime, { node }, params, captured) => {
    const services = await servicesOf(runtime, node.name, params);
    const anew = services[0]?.processes.some((process) => !sameProcess(process, captured)) ?? false;
    return { proven: anew && services.every(isUp), detail: describeServices(services) };
  },
  leftovers: ({ node }) => [
    {
      what: "a killed container runtime",
      node: node.name,
      argv: ["test", "-e", mark],
      exits: [0, 1],
      isLeft: ({ exitCode }: ExecResult) => exitCode === 0,
      mend: [startAgain(node.name)],
    },
  ],
});

export default definition;
