import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "../../../src/probes/watch/line-splitter.ts";
import { overdue } from "../../../src/probes/watch/watch-deadlines.ts";
import { readWatchLine } from "../../../src/probes/watch/watch-line.ts";

const line = (type: string, object: object) => Buffer.from(JSON.stringify({ type, object }));
const event = (type: string, revision: number, rest: object = {}) =>
  line(type, {
    kind: "PartialObjectMetadata",
    apiVersion: "meta.k8s.io/v1",
    metadata: { name: "written-4-0-1", namespace: "kind-chaos-x", uid: "6f1", resourceVersion: `${revision}`, ...rest },
  });

describe("LineSplitter", () => {
  it("gives every line once and whole, wherever the stream is cut into pieces, and keeps what has no end", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "{", '"', "\\", "€") });
    fc.assert(
      fc.property(fc.array(text.filter((one) => one !== "")), text, fc.array(fc.nat()), (lines, rest, cuts) => {
        const bytes = Buffer.from(`${lines.map((one) => `${one}\n`).join("")}${rest}`);
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
        const splitter = new LineSplitter();
        const found = at.slice(1).flatMap((end, n) => splitter.push(bytes.subarray(at[n], end)));
        expect(found.map((one) => one.toString())).toEqual(lines);
        expect(splitter.pending).toBe(Buffer.byteLength(rest));
      }),
    );
  });
});

describe("readWatchLine", () => {
  it.each(["ADDED", "MODIFIED", "DELETED"])("reads the revision of a line of %s", (type) => {
    expect(readWatchLine(event(type, 4711))).toEqual({ is: "event", revision: 4711 });
  });

  it("takes the object's own resourceVersion, whatever else bears the name", () => {
    const other = { annotations: { a: '"resourceVersion":"9"' }, managedFields: [{ resourceVersion: "8" }] };
    expect(readWatchLine(event("MODIFIED", 12, other))).toEqual({ is: "event", revision: 12 });
    const before = line("MODIFIED", { spec: { resourceVersion: "1" }, metadata: { resourceVersion: "2" } });
    expect(readWatchLine(before)).toEqual({ is: "event", revision: 2 });
    const late = line("MODIFIED", { metadata: { labels: { x: "y".repeat(5_000) }, resourceVersion: "3" } });
    expect(readWatchLine(late)).toEqual({ is: "event", revision: 3 });
  });

  it("tells bookmarks, errors and nonsense apart", () => {
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

  it("reads any event as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.string(), (revision, name, uid) => {
        const bytes = line("MODIFIED", { kind: "x", metadata: { name, uid, resourceVersion: `${revision}` } });
        expect(readWatchLine(bytes)).toEqual({ is: "event", revision });
      }),
    );
  });
});

describe("a stream is given up", () => {
  const lane = { idleMs: 10_000 };
  const standing = { startedAt: 0, connected: true, openedAt: 100, heardAt: 5_000 };

  it("when an acknowledged write has been due for its deadline, not because nothing is written", () => {
    expect(overdue(lane, standing, 6_000, 15_900)).toBeUndefined();
    expect(overdue(lane, standing, 6_000, 16_100)).toBe("idle");
    expect(overdue(lane, standing, undefined, 70_000)).toBeUndefined();
  });

  it("when the bookmark of each minute stays out", () => {
    expect(overdue(lane, standing, undefined, 79_900)).toBeUndefined();
    expect(overdue(lane, standing, undefined, 80_100)).toBe("idle");
  });

  it("when it does not come to stand", () => {
    const starting = { startedAt: 0, connected: false, openedAt: undefined, heardAt: 0 };
    expect(overdue({ idleMs: 60_000 }, starting, undefined, 9_900)).toBeUndefined();
    expect(overdue({ idleMs: 60_000 }, starting, undefined, 10_100)).toBe("connect-timeout");
    expect(overdue({ idleMs: 60_000 }, { ...starting, connected: true }, undefined, 60_100)).toBe("hang");
  });
});
