import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { memberHost } from "../model/node-addresses.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { etcdFunctions, etcdMetricsFunction } from "../node-tools/etcd-tools.ts";
import { ownFolder } from "../node-tools/own-folder.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Defragments every etcd member, one after another, asked for from the target. */
export function etcdDefragment(from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, {});
}

/** Has a line for each member as it was before its turn, in the form of what `told` prints. */
const record = `${ownFolder}/defragmented`;

/**
 * Defines functions of a shell: `of` prints what the metrics in $metrics have under a name, `told` in a line the address $1,
 * how often that member was defragmented since it started (etcd observes each time when the new database is in use:
 * server/storage/backend/backend.go), and the size of its database, bytes. `ask` looks at it anew.
 */
const askFunctions = [
  etcdMetricsFunction,
  `of() { echo "$metrics" | sed -n "s/^$1 //p"; }`,
  'ask() { metrics=$(metrics_of "$1") && [ -n "$(of etcd_server_is_leader)" ]; }',
  'told() { echo "$1 $(of etcd_disk_backend_defrag_duration_seconds_count) $(of etcd_mvcc_db_total_size_in_bytes)"; }',
].join("\n");

/**
 * Defragments the members at these addresses; one that leads when its turn comes has it after all others, since it is the
 * one whose stall all writes wait for. Each is asked to be well again before the next stalls.
 */
const defragment = [
  "set -f",
  etcdFunctions,
  askFunctions,
  `mkdir -p ${ownFolder} && : >${record} || exit`,
  `one() { told "$1" >>${record} && etcd_at "$1" --command-timeout=60s defrag >/dev/null && etcd_at "$1" endpoint health >/dev/null; }`,
  "leaders=",
  'for each; do ask "$each" || exit; if [ "$(of etcd_server_is_leader)" = 1 ]; then leaders="$leaders $each"; else one "$each" || exit; fi; done',
  'for each in $leaders; do ask "$each" && one "$each" || exit; done',
].join("\n");

/** Prints what was recorded of members before, "was …", and what those at these addresses tell themselves, "is …". */
const look = [
  askFunctions,
  `sed 's/^/was /' ${record} || exit`,
  'for each; do ask "$each" && echo "is $(told "$each")" || exit; done',
].join("\n");

/** Time for one member, milliseconds: etcdctl is given 60 s, and may wait 5 s for each of the other answers. */
const eachMs = 75_000;

/** The same for all, one after another. */
function limitMs(cluster: Cluster): number {
  return controlPlanes(cluster).length * eachMs;
}

/** What a member tells of itself. */
interface Told {
  readonly address: string;
  readonly times: number;
  readonly bytes: number;
}

/** What members told before or tell now; throws PlatformError where it is nothing of the kind. */
function toldIn(text: string, when: "was" | "is", node: string): Told[] {
  const lines = text.split("\n").filter((line) => line.startsWith(`${when} `));
  return lines.map((line) => {
    const [, address = "", times = "", bytes = ""] = /^\w+ (https:\S+) (\d+) (\d\S*)$/.exec(line) ?? [];
    if (address === "" || !Number.isFinite(Number(bytes)))
      throw new PlatformError("look-failed", `what ${node} recorded of a defragmentation is not known`);
    return { address, times: Number(times), bytes: Number(bytes) };
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
      timeoutMs: limitMs(cluster),
    },
  ],
  // Its proof is looked for for 40 s.
  takesMs: (cluster) => limitMs(cluster) + eachMs,
  done: async (runtime, { node, cluster }) => {
    const planes = controlPlanes(cluster);
    const { stdout } = await runtime.look(node.name, scriptWords(look, ...planes.map(addressOf)));
    const [before, now] = [toldIn(stdout, "was", node.name), toldIn(stdout, "is", node.name)];
    const told = planes.map((plane) => {
      const of = (members: readonly Told[]) => members.find(({ address }) => address === addressOf(plane));
      const [was, is] = [of(before), of(now)];
      // A member that was started anew since counts from 0: then nobody knows.
      if (was === undefined || is === undefined || is.times <= was.times)
        return { proven: false, words: `${plane.short} not defragmented, by its own count` };
      return { proven: true, words: `${plane.short} ${megabytes(was.bytes)} to ${megabytes(is.bytes)}` };
    });
    return { proven: told.every(({ proven }) => proven), detail: told.map(({ words }) => words).join(", ") };
  },
});

export default definition;
