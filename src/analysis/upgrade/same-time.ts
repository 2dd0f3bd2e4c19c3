import type { NodeStretch } from "../../model/upgrade-report.ts";
import type { Piece } from "./node-pieces.ts";

/** So many other nodes are named; the rest is counted: of thousands that are away at once each would name all. */
const mostNames = 10;

/** A time in which a node was surely worked on, milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** One work on a node. */
interface Work {
  readonly node: string;
  readonly pieces: readonly Piece[];
}

/**
 * Tells of one work after the other which other nodes were surely worked on at the same time; `until` is when nodes were
 * last looked at, milliseconds.
 */
export function sameTimes(works: readonly Work[], until: number): (one: Work) => NodeStretch["sameTime"] {
  const byNode = [...Map.groupBy(works, ({ node }) => node)]
    .map(([node, own]) => ({ node, spans: own.flatMap(({ pieces }) => spansOf(pieces, until)) }))
    .toSorted((a, b) => (a.node < b.node ? -1 : 1));
  return ({ node, pieces }) => {
    const own = spansOf(pieces, until);
    const names: string[] = [];
    let count = 0;
    for (const other of byNode) {
      if (other.node === node || !other.spans.some((a) => own.some((b) => overlap(a, b)))) continue;
      count += 1;
      if (names.length < mostNames) names.push(other.node);
    }
    return { count, names };
  };
}

function spansOf(pieces: readonly Piece[], until: number): Span[] {
  return pieces
    .filter(({ asFound }) => !asFound)
    .map(({ begin, end }) => ({ from: begin[1], to: end === undefined ? until : (end[0] ?? 0) }))
    .filter(({ from, to }) => from < to);
}

function overlap(a: Span, b: Span): boolean {
  return Math.max(a.from, b.from) < Math.min(a.to, b.to);
}
