import { expect, it } from "vitest";
import watch from "../../../../src/probes/operations/watch.ts";
import watchEndpoints from "../../../../src/probes/operations/watch-endpoints.ts";
import { observedEvent, readList } from "../../../../src/probes/watch/watch-objects.ts";

const slice = {
  metadata: { name: "workload-1" },
  endpoints: [{ targetRef: { name: "a" } }, { targetRef: { name: "b" }, conditions: { ready: false } }],
};
const seen = { name: "workload-1", ready: ["a"] };

it("reads the revision of a list, and of its objects what is observed", () => {
  expect(readList(watch, '{"metadata":{"resourceVersion":"71"}}')).toEqual({ revision: 71 });
  const list = JSON.stringify({ metadata: { resourceVersion: "72" }, items: [slice] });
  expect(readList(watch, list)).toEqual({ revision: 72 });
  expect(readList(watchEndpoints, list)).toEqual({ revision: 72, object: { items: [seen] } });
});

it("takes nothing for a list that has no revision", () => {
  for (const text of ['{"metadata":{}}', "{}", "<html>"]) expect(() => readList(watch, text)).toThrow(SyntaxError);
});

it("keeps of an event what is observed, by what happened to the object", () => {
  const line = (type: string) => Buffer.from(JSON.stringify({ type, object: slice }));
  expect(observedEvent(watchEndpoints, line("MODIFIED"))).toEqual({ object: seen });
  expect(observedEvent(watchEndpoints, line("DELETED"))).toEqual({ object: { ...seen, ready: [], gone: true } });
  expect(observedEvent(watch, line("MODIFIED"))).toEqual({});
});
