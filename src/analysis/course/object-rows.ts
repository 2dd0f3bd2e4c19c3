import type { CourseRow, CourseState } from "../../model/course.ts";
import { ofWorkload } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { shortName } from "../timeline/timeline.ts";
import type { KnownObjects } from "../watch/known-objects.ts";
import type { NodeState, ObservedState, PodState } from "../watch/observers.ts";
import { spansOf, withUnobserved } from "./spans.ts";

/** So many objects of a kind are told one by one, those first to which something happened. */
const mostRows = 24;

/** The conditions of all nodes, as far as somebody watched them. */
export function nodeRows(facts: Facts): CourseRow[] {
  const name = (state: NodeState) => shortName(facts.cluster, state.name);
  const known = facts.nodes();
  // What a node is tainted with before anything happened is its own: a control plane takes no ordinary pods.
  const own = new Map(known.sightings.toReversed().map(({ state }) => [state.name, state.taints]));
  return rows("node", known, facts, { name, tell: (state) => tellNode(state, own.get(state.name) ?? []) });
}

/** The replicas of the workload from their loss to Ready, as far as somebody watched them. */
export function podRows(facts: Facts): CourseRow[] {
  const known = facts.replicas();
  const isReplica = ofWorkload(facts.workload());
  const own = { ...known, sightings: known.sightings.filter(({ state }) => isReplica(state)) };
  const name = (state: PodState) => state.name;
  return rows("pod", own, facts, { name, tell: (state) => tellPod(state, facts) });
}

type Told = readonly [CourseState, string];

function tellNode({ ready, taints: all, gone }: NodeState, own: readonly string[]): Told {
  if (gone) return ["failed", "gone"];
  const taints = all.filter((taint) => !own.includes(taint)).map((taint) => taint.replace("node.kubernetes.io/", ""));
  const words = [ready === "True" ? "Ready" : ready === "Unknown" ? "Ready: unknown" : "not Ready", ...taints];
  if (ready === "True") return [taints.length === 0 ? "ok" : "slow", words.join(", ")];
  return ["failed", words.join(", ")];
}

function tellPod({ ready, node, deleting, started, unschedulable, gone }: PodState, { cluster }: Facts): Told {
  const where = node === "" ? "" : ` on ${shortName(cluster, node)}`;
  if (gone) return ["unobserved", "gone"];
  if (deleting !== undefined) return ["failed", `being deleted${where}`];
  if (ready) return ["ok", `Ready${where}`];
  if (unschedulable !== undefined) return ["failed", `no place: ${unschedulable}`];
  if (node === "") return ["slow", "waits for a node"];
  return ["slow", `${started === undefined ? "starts" : "not Ready"}${where}`];
}

interface Telling<State> {
  readonly name: (state: State) => string;
  readonly tell: (state: State) => Told;
}

function rows<State extends ObservedState>(
  kind: CourseRow["kind"],
  { sightings, unknown }: KnownObjects<State>,
  { endedAt }: Facts,
  { name, tell }: Telling<State>,
): CourseRow[] {
  const all = [...Map.groupBy(sightings, ({ state }) => name(state))].map(([own, seen]): CourseRow => {
    const changes = seen.map(({ when, state }) => {
      const [told, text] = tell(state);
      // From when it surely was so; what came of one request at once is not put in another order.
      return { at: when[1], state: told, text };
    });
    const spans = spansOf(
      changes.toSorted((a, b) => a.at - b.at),
      endedAt,
    );
    return { kind, name: own, spans: withUnobserved(spans, unknown) };
  });
  if (all.length <= mostRows) return all;
  return all.toSorted((a, b) => changesOf(b) - changesOf(a)).slice(0, mostRows);
}

function changesOf({ spans }: CourseRow): number {
  return spans.filter(({ state }) => state !== "unobserved").length;
}
