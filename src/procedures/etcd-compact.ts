import { z } from "zod";
import type { Action } from "../model/action.ts";
import { controlPlanes, etcdNodes, type Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Evidence } from "../model/fault.ts";
import { memberHost } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import {
  compactAway,
  compactedAt,
  keyOfVersions,
  keysInRound,
  makeVersions,
  notesOfCompaction,
  noteTakenOut,
  takenOutSince,
  watchFrom,
} from "../node-tools/etcd-compaction.ts";
import { etcdFunctions } from "../node-tools/etcd-tools.ts";
import { onlyOf } from "../node-tools/only-target.ts";
import { scriptWords } from "../node-tools/script.ts";

const params = z.strictObject({
  /** How many old versions of 1 kB are made first, in hundreds: so that there is something to take away. */
  hundreds: z.int().min(1).max(500).default(50),
});
type Params = z.infer<typeof params>;

/** Makes old versions of keys in etcd and compacts them away, asked for from the target. */
export function etcdCompact(from: TargetSpec, options: Partial<Params> = {}): ProcedureSpec {
  return procedureOn(definition, from, { hundreds: 50, ...options });
}

/** What was compacted: the revision before the versions were made, that of the compaction, and how long it took. */
interface Compacted {
  readonly old: string;
  readonly revision: string;
  readonly seconds: string;
}

async function compacted(runtime: NodeRuntime, node: string): Promise<Compacted> {
  const { stdout } = await runtime.look(node, ["cat", compactedAt]);
  const [, old = "", revision = "", seconds = ""] = /^(\d+) (\d+) (\d+(?:\.\d+)?)\n?$/.exec(stdout) ?? [];
  if (old === "") throw new PlatformError("look-failed", `what ${node} recorded of a compaction is not known`);
  return { old, revision, seconds };
}

/** Prints "compacted" where the member at $1 has no longer what was there at the revision $2. */
const past = [
  etcdFunctions,
  'said=$(etcd_at "$1" get kind-chaos "--rev=$2" 2>&1) && { echo there; exit; }',
  'case $said in *"has been compacted"*) echo compacted;; *) echo "$said" >&2; exit 1;; esac',
].join("\n");

/**
 * What one control plane says: its member of the past and of what it has taken out of its own database, which it does
 * after it has said that the past is gone; its API server of a watch from there and of one from now.
 */
async function sayOf(runtime: NodeRuntime, node: Node, { old }: Compacted, versions: number): Promise<Evidence> {
  const words = scriptWords(past, `https://${memberHost(node)}:2379`, old);
  const isGone = (await runtime.look(node.name, words)).stdout.trim() === "compacted";
  const takenOut = Number((await runtime.look(node.name, scriptWords(takenOutSince))).stdout.trim() || Number.NaN);
  const isOut = takenOut >= versions;
  const { stdout } = await runtime.look(node.name, scriptWords(watchFrom, old));
  const isRefused = /^old 410$/m.test(stdout);
  const isAnew = /^anew watches$/m.test(stdout);
  const words410 = isRefused ? "refuses a watch from before with 410" : "does not refuse a watch from before";
  const anew = isAnew ? "takes it after a new list" : "does not take it after a new list";
  const member = isGone ? "has the past no more" : "still has the past";
  const out = isOut ? "has taken it out" : `has taken out ${takenOut} of ${versions}`;
  const detail = `${node.short} ${member}, ${out}, ${words410}, ${anew}`;
  return { proven: isGone && isOut && isRefused && isAnew, detail };
}

const definition = defineProcedure<Params>({
  name: "etcd-compact",
  summary: "etcd's old versions compacted away on all members at once, after some thousand were made",
  fromOutside:
    "Each member takes them out of its database while it serves, in batches. Whoever watches from before is told 410, and " +
    "has to list anew.",
  params,
  describe: ({ hundreds }) => `${hundreds * 100} old versions in etcd made and compacted away`,
  actions: (context, { hundreds }) => {
    const { node, cluster } = onlyOf(context, "etcd-compact");
    if (cluster.nodes.some(({ role }) => role === "etcd"))
      throw new PlatformError("target-unfit", "etcd-compact asks members beside API servers: here etcd is elsewhere");
    return [
      ...controlPlanes(cluster).map(
        ({ name }): Action => ({ do: "exec", node: name, argv: scriptWords(noteTakenOut) }),
      ),
      {
        do: "exec",
        node: node.name,
        argv: scriptWords(makeVersions, String(hundreds)),
        timeoutMs: 120_000,
        part: "old versions made",
      },
      { do: "exec", node: node.name, argv: scriptWords(compactAway), timeoutMs: 60_000, part: "compacted" },
    ];
  },
  // Measured on 2 cores: 8.4 s.
  usualMs: 8_500,
  // Notes on each of up to seven control planes, 20 s each, its two long commands, and the proof.
  takesMs: 7 * 20_000 + 180_000 + 40_000,
  done: async (runtime, { node, cluster }, { hundreds }) => {
    const what = await compacted(runtime, node.name);
    const versions = hundreds * keysInRound;
    const said = await Promise.all(controlPlanes(cluster).map((plane) => sayOf(runtime, plane, what, versions)));
    const detail = [`compacted up to ${what.revision} in ${what.seconds} s`, ...said.map((each) => each.detail)];
    return { proven: said.every(({ proven }) => proven), detail: detail.join("; ") };
  },
  leftovers: (cluster) => {
    const [first] = etcdNodes(cluster);
    if (first?.role !== "control-plane") return [];
    return [keyOfVersions(first.name), ...controlPlanes(cluster).map(({ name }) => notesOfCompaction(name))];
  },
});

export default definition;
