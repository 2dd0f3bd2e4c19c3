import { messageOf, PlatformError } from "../model/errors.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { manifestFolder, type StaticPod, staticPodSchema } from "./component.ts";
import { operator } from "./drain.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { readKubectl } from "./kubectl.ts";
import { scriptWords } from "./script.ts";

/**
 * How long a node, and the cluster with it, gets to be whole in its new version once the commands of its upgrade have
 * ended, milliseconds.
 */
export const wholeAgainMs = 180_000;

/** Throws with what is missing: an error is how a look says that it is not seen yet. */
class Missing extends Error {}

const ready = '{.status.conditions[?(@.type=="Ready")].status}';

const ofNode = `jsonpath={.status.nodeInfo.kubeletVersion}{" "}${ready}{" "}{.spec.unschedulable}{.metadata.deletionTimestamp}`;

const ofStaticPods = `jsonpath={range .items[*]}{.metadata.labels.component}{" "}{.spec.containers[0].image}{" "}${ready}{"\\n"}{end}`;

const beingDeleted =
  'jsonpath={range .items[?(@.metadata.deletionTimestamp)]}{.metadata.namespace}/{.metadata.name}{"\\n"}{end}';

/** A node's own API server, whatever its certificate is for: the load balancer would ask another. */
const ownServer = ["curl", "-sk", "--max-time", "3", "https://localhost:6443/version"];

const namedEtcd = ["sed", "-nE", 's/^[ -]*image: *"?([^" ]+)"?$/\\1/p', `${manifestFolder}/etcd.yaml`];

/** Reads with the agreement of the members, through this one alone: it has then applied what they had agreed on. */
const ownMember = scriptWords(`${etcdFunctions}\netcd endpoint health`);

/** Whether a control plane runs in a version as a whole: each component, its own API server, its own etcd member. */
export async function controlPlaneUpgraded(
  runtime: NodeRuntime,
  context: FaultContext,
  version: string,
): Promise<Evidence> {
  return seen(async () => {
    await mustServe(runtime, context, version);
    const etcd = await mustBeStaticPods(runtime, context, version);
    if (hasOwnMember(context)) await mustBeInSync(runtime, context);
    await mustBeNode(runtime, context, version);
    await mustBeQuiet(runtime, context);
    return `every component is Ready in ${version}, the kubelet too${etcd === undefined ? "" : `; ${etcd}`}`;
  });
}

/** Whether a worker is Ready in a version and takes pods, and nothing is on its way out. */
export async function workerUpgraded(runtime: NodeRuntime, context: FaultContext, version: string): Promise<Evidence> {
  return seen(async () => {
    await mustBeNode(runtime, context, version);
    await mustBeQuiet(runtime, context);
    return `Ready in ${version}`;
  });
}

async function seen(look: () => Promise<string>): Promise<Evidence> {
  try {
    return { proven: true, detail: await look() };
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return { proven: false, detail: messageOf(error) };
  }
}

/** What kubectl prints; an API that does not answer is what is missing, and the last line of its words says why. */
async function read(runtime: NodeRuntime, node: string, ...words: readonly string[]): Promise<string> {
  return readKubectl(runtime, node, ...words).catch((error: unknown) => {
    if (!(error instanceof PlatformError) || error.code !== "kubectl") throw error;
    throw new Missing(messageOf(error).split("\n").at(-1) ?? "");
  });
}

function hasOwnMember({ cluster }: FaultContext): boolean {
  return !cluster.nodes.some(({ role }) => role === "etcd");
}

async function mustServe(runtime: NodeRuntime, { node }: FaultContext, version: string): Promise<void> {
  // curl ends with a code of its own for each way in which nothing was answered, all below 100.
  const exits = Array.from({ length: 100 }, (_, code) => code);
  const { stdout } = await runtime.look(node.name, ownServer, { exits });
  const told = /"gitVersion": *"v([^"]+)"/.exec(stdout)?.[1] ?? "nothing";
  if (told !== version) throw new Missing(`its API server answers ${told} and not ${version}`);
}

/**
 * Returns the image of its etcd member, where it has one.
 * Which etcd belongs to a version is kubeadm's to say, by its own table, a tag that is set, or because what runs is newer:
 * it stands in the manifest that kubeadm wrote, or put back.
 */
async function mustBeStaticPods(
  runtime: NodeRuntime,
  context: FaultContext,
  version: string,
): Promise<string | undefined> {
  const { node } = context;
  const where = ["-n", "kube-system", "-l", "tier=control-plane", `--field-selector=spec.nodeName=${node.name}`];
  const pods = await read(runtime, node.name, "get", "pods", ...where, "-o", ofStaticPods);
  const found = new Map(pods.split("\n").map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1)]));
  const imageOf = (component: StaticPod) => found.get(component)?.[0] ?? "no pod";
  for (const component of componentsOf(context)) {
    if (component !== "etcd" && !imageOf(component).endsWith(`:v${version}`))
      throw new Missing(`${component} runs ${imageOf(component)} and not that of ${version}`);
    if (found.get(component)?.[1] !== "True") throw new Missing(`${component} is not Ready`);
  }
  if (!hasOwnMember(context)) return undefined;
  const named = (await runtime.look(node.name, namedEtcd)).stdout.trim();
  if (named !== imageOf("etcd"))
    throw new Missing(`etcd runs ${imageOf("etcd")} and not ${named}, which its manifest names`);
  return named;
}

function componentsOf(context: FaultContext): StaticPod[] {
  return staticPodSchema.options.filter((name) => name !== "etcd" || hasOwnMember(context));
}

async function mustBeInSync(runtime: NodeRuntime, { node }: FaultContext): Promise<void> {
  // etcdctl ends with 1 where the member is not healthy.
  const { exitCode, stdout, stderr } = await runtime.look(node.name, ownMember, { exits: [0, 1] });
  if (exitCode !== 0 || !stdout.includes("is healthy"))
    throw new Missing(`its etcd member is not in sync: ${(stderr || stdout).trim().split("\n").at(-1) ?? ""}`);
}

async function mustBeNode(runtime: NodeRuntime, context: FaultContext, version: string): Promise<void> {
  const told = await read(runtime, operator(context), "get", "node", context.node.name, "-o", ofNode);
  const [kubelet = "", isReady = "", cordoned = ""] = told.split(" ");
  if (kubelet !== `v${version}`) throw new Missing(`its kubelet is ${kubelet || "unknown"} and not v${version}`);
  if (isReady !== "True") throw new Missing("the node is not Ready");
  if (cordoned !== "") throw new Missing("the node takes no pods");
}

async function mustBeQuiet(runtime: NodeRuntime, context: FaultContext): Promise<void> {
  const pods = await read(runtime, operator(context), "get", "pods", "-A", "-o", beingDeleted);
  if (pods !== "") throw new Missing(`being deleted: ${pods.split("\n").join(", ")}`);
}
