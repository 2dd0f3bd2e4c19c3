import type { NodeLook } from "../../model/upgrade-look.ts";
import type { Between, NodeStretch } from "../../model/upgrade-report.ts";
import type { Histories } from "./histories.ts";
import { joined, type Piece, piecesOf } from "./node-pieces.ts";
import { sameTimes } from "./same-time.ts";

/** A node's stretch, but for what its clients went without. */
export type FollowedStretch = Omit<NodeStretch, "attempts" | "clients">;

interface Work extends Omit<FollowedStretch, "sameTime"> {
  readonly pieces: readonly Piece[];
}

/** All stretches of all nodes in the order of their begin; `until` is when nodes were last looked at, milliseconds. */
export function nodeStretches(nodes: Histories<NodeLook>, until: number): FollowedStretch[] {
  const works = [...nodes].flatMap(([node, moments]) =>
    joined(piecesOf(moments)).map((pieces) => workOf(node, pieces, until)),
  );
  const sameTimeAs = sameTimes(works, until);
  return works
    .toSorted((a, b) => a.begin[1] - b.begin[1] || (a.node < b.node ? -1 : 1))
    .map(({ pieces, ...work }) => ({ ...work, sameTime: sameTimeAs({ node: work.node, pieces }) }));
}

function workOf(node: string, pieces: readonly Piece[], until: number): Work {
  const [first, last] = [pieces[0] as Piece, pieces.at(-1) as Piece];
  const { before, begin } = first;
  const { after, end } = last;
  return {
    node,
    controlPlane: (after ?? before)?.controlPlane === true,
    from: before?.kubelet ?? null,
    to: after?.kubelet ?? null,
    components: componentsOf(before, after),
    signs: [...new Set(pieces.flatMap(({ signs }) => signs))],
    begin,
    end: end ?? null,
    lastedMs: lasted(begin, end, until),
    asFound: pieces.every(({ asFound }) => asFound),
    pieces,
  };
}

function componentsOf(before: NodeLook | undefined, after: NodeLook | undefined): NodeStretch["components"] {
  const [old, young] = [versionsOf(before), versionsOf(after)];
  // Of one of them nothing is known.
  if (old === undefined || young === undefined) return [];
  return [...new Set([...old.keys(), ...young.keys()])]
    .map((name) => ({ name, from: old.get(name) ?? null, to: young.get(name) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Of a node that is not there nothing is missing; undefined where its static pods could not be read. */
function versionsOf(node: NodeLook | undefined): ReadonlyMap<string, string> | undefined {
  if (node !== undefined && node.components === undefined) return undefined;
  return new Map(node?.components?.map(({ name, version }) => [name, version]));
}

function lasted(begin: Between, end: Between | undefined, until: number): [number, number | null] {
  const atLeast = Math.max(0, (end === undefined ? until : (end[0] ?? 0)) - begin[1]);
  return [atLeast, end === undefined || begin[0] === null ? null : end[1] - begin[0]];
}
