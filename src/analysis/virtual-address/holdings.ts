import type { EventOf } from "../../model/event.ts";

/** What one load balancer said of the virtual address, at a moment between two, milliseconds since the run's start. */
export interface AddressLook {
  readonly node: string;
  readonly askedAt: number;
  readonly at: number;
  /** Not there where it could not be asked. */
  readonly has?: boolean | undefined;
}

/** The looks that a journal tells of. */
export function addressLooks(events: readonly EventOf<"virtual-address">[]): AddressLook[] {
  return events.map(({ node, at, tookMs, has }) => ({ node, at, askedAt: at - tookMs, has }));
}

/** From and to, milliseconds since the run's start. */
export type Span = readonly [from: number, to: number];

/** A time in which one load balancer had the address: surely, and at most. */
export interface Holding {
  readonly node: string;
  /** Empty, its end before its begin, where one look alone saw it. */
  readonly sure: Span;
  readonly possible: Span;
}

/** A time in which two had it, and how long that was at least and at most, milliseconds. */
export interface Overlap {
  readonly nodes: readonly [string, string];
  readonly span: Span;
  readonly boundsMs: readonly [number, number];
}

/**
 * When each load balancer had the address, from looks in their order: surely between looks that all saw it, and possibly
 * from the look before to the look after, which saw it not, or got no answer.
 */
export function holdingsOf(looks: readonly AddressLook[]): Holding[] {
  return [...Map.groupBy(looks, ({ node }) => node)].flatMap(([node, own]) =>
    own.flatMap((look, first): Holding[] => {
      const isFirst = look.has === true && own[first - 1]?.has !== true;
      if (!isFirst) return [];
      const found = own.findIndex(({ has }, index) => index > first && has !== true);
      const after = found < 0 ? own.length : found;
      const last = own[after - 1] ?? look;
      return [
        {
          node,
          sure: [look.at, last.askedAt],
          possible: [own[first - 1]?.askedAt ?? look.askedAt, own[after]?.at ?? last.at],
        },
      ];
    }),
  );
}

/** The times in which two had the address, possibly or surely; in the order of their beginnings. */
export function overlapsOf(holdings: readonly Holding[]): Overlap[] {
  const found = holdings.flatMap((one, index) =>
    holdings.slice(index + 1).flatMap((other): Overlap[] => {
      if (one.node === other.node) return [];
      const span = common(one.possible, other.possible);
      const atMostMs = lengthOf(span);
      const atLeastMs = lengthOf(common(one.sure, other.sure));
      return atMostMs === 0 ? [] : [{ nodes: [one.node, other.node], span, boundsMs: [atLeastMs, atMostMs] }];
    }),
  );
  return found.toSorted((a, b) => a.span[0] - b.span[0]);
}

/**
 * The longest time of a stretch in which a load balancer was not asked, milliseconds; what lies in the excused span of a
 * node, in which it does not run, is left out. Infinite where one was never asked.
 */
export function longestUnasked(
  looks: readonly AddressLook[],
  nodes: readonly string[],
  [from, to]: Span,
  excused: ReadonlyMap<string, Span> = new Map(),
): number {
  return Math.max(
    ...nodes.map((node) => {
      const own = looks.filter((look) => look.node === node);
      if (own.length === 0) return Number.POSITIVE_INFINITY;
      const ends = [from, ...own.map(({ askedAt }) => askedAt)];
      const next = [...own.map(({ at }) => at), to];
      const spans = ends.map((end, index): Span => [Math.max(end, from), Math.min(next[index] ?? to, to)]);
      return Math.max(...spans.map((span) => unexcused(span, excused.get(node))));
    }),
  );
}

/** How much of a span is not excused, at one of its ends. */
function unexcused(span: Span, excused: Span | undefined): number {
  if (excused === undefined || lengthOf(common(span, excused)) === 0) return lengthOf(span);
  return Math.max(lengthOf([span[0], excused[0]]), lengthOf([excused[1], span[1]]));
}

function common(one: Span, other: Span): Span {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}

function lengthOf([from, to]: Span): number {
  return Math.max(0, to - from);
}
