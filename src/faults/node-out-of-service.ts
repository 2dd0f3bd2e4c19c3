import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type Evidence, type FaultContext, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import { captureContainer, containerBack, containerDown, startAgain, stoppedLook } from "../node-tools/container.ts";
import { operator } from "../node-tools/drain.ts";
import { kubectl, kubectlFunction, readKubectl } from "../node-tools/kubectl.ts";
import { scriptWords } from "../node-tools/script.ts";

const taint = "node.kubernetes.io/out-of-service";

/** The taint's value, which Kubernetes does not look at: an operator's own has another. */
const ours = "kind-chaos";

/** Kills the target's container and declares the node out of service; takes both back when the fault is over. */
export function nodeOutOfService(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

/** Prints the taints of a node. */
function taintsOf({ node }: FaultContext): string[] {
  return ["get", "node", node.name, "-o", "jsonpath={.spec.taints[*].key}"];
}

function isTaint(stdout: string): boolean {
  return stdout.split(/\s+/).includes(taint);
}

/** The words of a kubectl that prints the value of that taint of a node. */
function taintValueOf({ node }: FaultContext): string[] {
  return ["get", "node", node.name, "--ignore-not-found", "-o", `jsonpath=${value}`];
}
const value = `{.spec.taints[?(@.key=="${taint}")].value}`;

/** Takes the taint of the node $1 away where it is this fault's. */
const untaint = [
  kubectlFunction,
  `value=$(k get node "$1" --ignore-not-found -o 'jsonpath=${value}') || exit`,
  `[ "$value" = ${ours} ] || exit 0`,
  // One that is not there any more cannot be taken away, which is as good.
  `told=$(k taint node "$1" ${taint}:NoExecute- 2>&1) || case $told in *"not found"*) ;; *) echo "$told" >&2; exit 1;; esac`,
].join("\n");

function takeTaintAway(context: FaultContext): Action {
  return { do: "exec", node: operator(context), argv: scriptWords(untaint, context.node.name) };
}

async function isDeclared(runtime: NodeRuntime, context: FaultContext): Promise<Evidence> {
  const proven = isTaint(await readKubectl(runtime, operator(context), ...taintsOf(context)));
  return { proven, detail: proven ? "declared out of service" : "not declared out of service" };
}

const definition = defineFault({
  name: "node-out-of-service",
  summary: "a node, killed and declared out of service",
  breaks:
    "A node at once, with SIGKILL of its container, and has an operator declare it out of service with the taint " +
    "of that name, so that Kubernetes takes its pods away without waiting for it.",
  fromOutside:
    "As a killed node; besides, pods that would stay on it for ever, those of StatefulSets, are deleted and made " +
    "anew elsewhere.",
  evidence: "The engine says that the container ended, and the node has the taint.",
  targetRoles: ["worker"],
  sustained: true,
  halts: true,
  describe: () => "node killed and declared out of service",
  capture: async (runtime, context) => {
    if ((await isDeclared(runtime, context)).proven)
      throw new PlatformError("target-down", `${context.node.name} is declared out of service already`);
    return captureContainer(runtime, context);
  },
  captured: capturedContainer,
  inject: (context) => [
    { do: "kill", node: context.node.name },
    {
      do: "exec",
      node: operator(context),
      argv: kubectl("taint", "node", context.node.name, `${taint}=${ours}:NoExecute`),
    },
  ],
  undo: (context, _params, captured) => [takeTaintAway(context), startAgain(context, captured)],
  active: async (runtime, context, _params, captured) => {
    const [down, declared] = [await containerDown(runtime, context, captured), await isDeclared(runtime, context)];
    return { proven: down.proven && declared.proven, detail: `${down.detail}, ${declared.detail}` };
  },
  healed: async (runtime, context, _params, captured) => {
    const [back, declared] = [await containerBack(runtime, context, captured), await isDeclared(runtime, context)];
    return { proven: back.proven && !declared.proven, detail: `${back.detail}, ${declared.detail}` };
  },
  leftovers: (context) => [
    stoppedLook(context),
    {
      what: `the taint out-of-service of ${context.node.name}`,
      node: operator(context),
      argv: kubectl(...taintValueOf(context)),
      isLeft: ({ stdout }: ExecResult) => stdout.trim() === ours,
      mend: [takeTaintAway(context)],
    },
  ],
});

export default definition;
