import fc from "fast-check";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { GuaranteeSpec } from "../../../src/model/guarantee.ts";
import { defineLaw, same } from "../law/law.ts";
import type { LawCase } from "../law/law-case.ts";
import { type Rename, renamed, renaming } from "../law/renaming.ts";

/** Nodes are called otherwise wherever they are named, and lanes in their ids and where a guarantee asks for them. */
export default defineLaw({
  sentence: "A run whose nodes and lanes are called otherwise comes to the same.",
  concerns: () => true,
  choices: fc.record({ nodes: fc.boolean(), lanes: fc.boolean(), from: fc.nat(20) }),
  change(run, { nodes, lanes, from }) {
    const rename = nodes ? renaming(run.timeline.cluster, from) : (text: string) => text;
    const lane = lanes ? renamedLane : (id: string) => id;
    const events = run.journal.events.map((event) => withLanes(renamed(event, rename), lane));
    const samples = run.journal.samples.map((sample) =>
      sample.detail === undefined ? sample : { ...sample, detail: rename(sample.detail) },
    );
    return { after: { ...run.journal, events, samples }, spec: specWith(run, rename, lane) };
  },
  allowed: same,
});

/** "write/api/new" as "z-write/api/new"; a pattern's "*" stays. */
function renamedLane(id: string): string {
  return id.startsWith("*") ? id : `z-${id}`;
}

function withLanes(event: JournalEvent, lane: Rename): JournalEvent {
  if (event.type === "run-start") return { ...event, lanes: event.lanes?.map(lane) };
  if (event.type !== "lanes") return event;
  const called = <Some extends { readonly id: string }>(one: Some): Some => ({ ...one, id: lane(one.id) });
  return { ...event, lanes: event.lanes.map(called), watches: event.watches?.map(called) };
}

function specWith({ spec, scope }: LawCase, rename: Rename, lane: Rename): GuaranteeSpec {
  const patterns = scope.references.filter(({ to }) => to === "lanes").map(({ param }) => param);
  const params = Object.entries(spec.params).map(([param, value]) => {
    const named = renamed(value, rename);
    if (!patterns.includes(param)) return [param, named];
    return [param, Array.isArray(named) ? named.map((id) => lane(String(id))) : lane(String(named))];
  });
  return { ...spec, params: Object.fromEntries(params) };
}
