import { controlPlanes, type Node } from "../model/cluster.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { replacedNote } from "./etcd-old-member.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { scriptWords } from "./script.ts";

/** A member of etcd as the members' own list has it. */
export interface ListedMember {
  readonly id: string;
  readonly isStarted: boolean;
  /** Empty for one that has never started. */
  readonly name: string;
  readonly isLearner: boolean;
}

/**
 * Prints which member of the node was replaced last, where one was; the members' list by the word of its own one; and
 * whether that one answers a read with the others' agreement.
 */
const look = [
  etcdFunctions,
  `[ ! -e ${replacedNote} ] || echo "was $(cat ${replacedNote})"`,
  "etcd member list || exit",
  "if etcd endpoint health >/dev/null 2>&1; then echo healthy; else echo not healthy; fi",
].join("\n");

/** The members in what etcdctl printed: "id, started, name, peer URLs, client URLs, is learner". */
export function readMembers(text: string): ListedMember[] {
  const lines = text.matchAll(/^([0-9a-f]+), (started|unstarted), ([^,]*), .*, (true|false)$/gm);
  return [...lines].map(([, id = "", state, name = "", learner]) => ({
    id,
    isStarted: state === "started",
    name,
    isLearner: learner === "true",
  }));
}

/** Prints the members' list by the word of the node's own one, and whether each of them answers such a read. */
const lookAtAll = [
  etcdFunctions,
  "etcd member list || exit",
  "if etcd endpoint health --cluster >/dev/null 2>&1; then echo all healthy; else echo not all healthy; fi",
].join("\n");

/** How many members are on the list, how many of them have started and have a vote, and whether all are healthy. */
interface Membership {
  readonly listed: number;
  readonly voting: number;
  readonly areHealthy: boolean;
}

/** The members as they are; throws PlatformError where the node's own member does not tell it. */
export async function membership(runtime: NodeRuntime, node: string): Promise<Membership> {
  const { stdout } = await runtime.look(node, scriptWords(lookAtAll));
  const members = readMembers(stdout);
  return { listed: members.length, voting: withVote(members).length, areHealthy: /^all healthy$/m.test(stdout) };
}

function withVote(members: readonly ListedMember[]): ListedMember[] {
  return members.filter(({ isStarted, isLearner }) => isStarted && !isLearner);
}

/**
 * Whether another member than before is in the place of a node's own, with a vote, and all are there; where none was
 * replaced, whether it is there itself is enough if `mayBeKept`.
 */
export async function memberReplaced(
  runtime: NodeRuntime,
  { node, cluster }: Pick<FaultContext, "node" | "cluster">,
  { mayBeKept = false } = {},
): Promise<Evidence> {
  const { stdout } = await runtime.look(node.name, scriptWords(look));
  const was = /^was ([0-9a-f]+)$/m.exec(stdout)?.[1];
  const members = readMembers(stdout);
  const own = members.find(({ name }) => name === node.name);
  const missing = missingIn(members, controlPlanes(cluster));
  if (own === undefined) return { proven: false, detail: `it is no member${missing}` };
  const isHealthy = /^healthy$/m.test(stdout);
  const health = `, ${isHealthy ? "healthy" : "not healthy"}${missing}`;
  const isWell = isHealthy && missing === "";
  if (was === undefined) return { proven: mayBeKept && isWell, detail: `no member was replaced${health}` };
  const same = members.some(({ id }) => id === was);
  const words = same ? `member ${was} is still there` : `member ${own.id} in the place of ${was}`;
  return { proven: !same && isWell, detail: `${words}${health}` };
}

/** What is wrong with the list, as the end of a sentence; empty where every control plane has one member with a vote. */
function missingIn(members: readonly ListedMember[], planes: readonly Node[]): string {
  const voting = withVote(members).map(({ name }) => name);
  const isWhole = members.length === planes.length && planes.every(({ name }) => voting.includes(name));
  return isWhole ? "" : `, ${voting.length} members with a vote of ${members.length} on the list`;
}
