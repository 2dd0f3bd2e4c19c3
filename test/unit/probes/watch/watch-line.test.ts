import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWatchLine } from "../../../../src/probes/watch/watch-line.ts";

const line = (type: string, object: object) => Buffer.from(JSON.stringify({ type, object }));
const event = (type: string, revision: number, rest: object = {}) =>
  line(type, {
    kind: "PartialObjectMetadata",
    apiVersion: "meta.k8s.io/v1",
    metadata: { name: "written-4-0-1", namespace: "kind-chaos-x", uid: "6f1", resourceVersion: `${revision}`, ...rest },
  });

describe("readWatchLine", () => {
  test.each(["ADDED", "MODIFIED", "DELETED"])("reads the revision of a line of %s", (type) => {
    expect(readWatchLine(event(type, 4711))).toEqual({ is: "event", revision: 4711 });
  });

  test("takes the object's own resourceVersion, whatever else bears the name", () => {
    const other = { annotations: { a: '"resourceVersion":"9"' }, managedFields: [{ resourceVersion: "8" }] };
    expect(readWatchLine(event("MODIFIED", 12, other))).toEqual({ is: "event", revision: 12 });
    const before = line("MODIFIED", { spec: { resourceVersion: "1" }, metadata: { resourceVersion: "2" } });
    expect(readWatchLine(before)).toEqual({ is: "event", revision: 2 });
    const late = line("MODIFIED", { metadata: { labels: { x: "y".repeat(5_000) }, resourceVersion: "3" } });
    expect(readWatchLine(late)).toEqual({ is: "event", revision: 3 });
  });

  test("tells bookmarks, errors and nonsense apart", () => {
    const bookmark = line("BOOKMARK", {
      kind: "ConfigMap",
      metadata: { resourceVersion: "5", creationTimestamp: null },
    });
    expect(readWatchLine(bookmark)).toEqual({ is: "bookmark", revision: 5 });
    const gone = line("ERROR", { kind: "Status", reason: "Expired", code: 410, message: "too old resource version" });
    expect(readWatchLine(gone)).toEqual({ is: "error", code: 410, reason: "expired" });
    for (const bad of ["{", "null", '{"type":"MODIFIED"}', '{"type":"ADDED","object":{"metadata":{}}}'])
      expect(readWatchLine(Buffer.from(bad))).toEqual({ is: "bad" });
  });

  test("reads any event as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.string(), (revision, name, uid) => {
        const bytes = line("MODIFIED", { kind: "x", metadata: { name, uid, resourceVersion: `${revision}` } });
        expect(readWatchLine(bytes)).toEqual({ is: "event", revision });
      }),
    );
  });
});
