import { controlPlanes, type Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { memberHost } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { etcdFunctions } from "../node-tools/etcd-tools.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Defragments every etcd member, one after another, asked for from the target. */
export function etcdDefragment(from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, {});
}

/** Has a line for each member: its address, and the size of its database before and after, bytes. */
const record = "/run/kind-chaos-defragmented";

/**
 * Defragments the members at these addresses, the leader last: it is the one whose stall all writes wait for. Each is asked
 * to be well again before the next stalls.
 */
const defragment = [
  etcdFunctions,
  `: >${record} || exit`,
  `of() { echo "$status" | sed -n "s/^\\"$1\\" : //p"; }`,
  'ask() { status=$(etcd_at "$1" endpoint status -w fields) && [ -n "$(of DBSize)" ]; }',
  'one() { ask "$1" && before=$(of DBSize) && etcd_at "$1" --command-timeout=60s defrag >/dev/null || return',
  `etcd_at "$1" endpoint health >/dev/null && ask "$1" && echo "$1 $before $(of DBSize)" >>${record}; }`,
  "leader=",
  'for each; do ask "$each" || exit; if [ "$(of MemberID)" = "$(of Leader)" ]; then leader=$each; else one "$each" || exit; fi; done',
  '[ -z "$leader" ] || one "$leader"',
].join("\n");

/** Time for all of them, milliseconds: a database of 8 GB, the most that etcd is made for, takes a minute and more. */
const limitMs = 100_000;

/** A database's size before and after. */
interface Sizes {
  readonly address: string;
  readonly before: number;
  readonly after: number;
}

/** What was recorded; throws PlatformError where it is nothing of the kind. */
async function sizesOf(runtime: NodeRuntime, node: string): Promise<Sizes[]> {
  const { stdout } = await runtime.look(node, ["cat", record]);
  return stdout.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const [, address = "", before, after] = /^(https:\S+) (\d+) (\d+)$/.exec(line) ?? [];
    if (address === "")
      throw new PlatformError("look-failed", `what ${node} recorded of a defragmentation is not known`);
    return [{ address, before: Number(before), after: Number(after) }];
  });
}

function addressOf(node: Node): string {
  return `https://${memberHost(node)}:2379`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

const definition = defineProcedure({
  name: "etcd-defragment",
  summary: "every etcd member defragmented, one after another, the leader last",
  fromOutside:
    "A member answers nothing while it writes its database anew: the longer the more it holds. Its API server waits; where " +
    "it leads every write does.",
  describe: () => "etcd's members defragmented, one after another, the leader last",
  actions: ({ node, cluster }) => [
    {
      do: "exec",
      node: node.name,
      argv: scriptWords(defragment, ...controlPlanes(cluster).map(addressOf)),
      timeoutMs: limitMs,
    },
  ],
  done: async (runtime, { node, cluster }) => {
    const sizes = await sizesOf(runtime, node.name);
    const told = controlPlanes(cluster).map((plane) => {
      const size = sizes.find(({ address }) => address === addressOf(plane));
      if (size === undefined) return { proven: false, words: `${plane.short} not defragmented` };
      const words = `${plane.short} ${megabytes(size.before)} to ${megabytes(size.after)}`;
      return { proven: size.after <= size.before, words };
    });
    return { proven: told.every(({ proven }) => proven), detail: told.map(({ words }) => words).join(", ") };
  },
});

export default definition;
