import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { leftInWords } from "../../../src/live/countdown.ts";
import { frame } from "../../../src/terminal/frame.ts";
import { colorsOf } from "../../../src/terminal/terminal.ts";
import { anySnapshot, liveLane, liveSnapshot } from "../../support/live-snapshots.ts";

const plain = colorsOf({ color: false });
const painted = colorsOf({ color: true });
const control = String.fromCharCode(27);
const unpainted = (line: string) => line.replaceAll(new RegExp(`${control}\\[\\d+m`, "g"), "");
const anySize = fc.record({ width: fc.integer({ min: 1, max: 220 }), height: fc.integer({ min: 1, max: 70 }) });

describe("a frame of any run at any size", () => {
  it("is never wider than its columns nor higher than its rows, and nothing in it is obeyed by a terminal", () => {
    fc.assert(
      fc.property(anySnapshot, anySize, (snapshot, size) => {
        const lines = frame(snapshot, size, painted).map(unpainted);
        expect(lines.length).toBeLessThanOrEqual(size.height);
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThanOrEqual(size.width);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("has the phase and the countdown on its first line from 40 columns on, whatever the height", () => {
    const size = fc.record({ width: fc.integer({ min: 40, max: 220 }), height: fc.integer({ min: 1, max: 70 }) });
    fc.assert(
      fc.property(anySnapshot, size, (any, { width, height }) => {
        const snapshot = { ...any, phase: { ...any.phase, name: "hold: calm before" } };
        const [first = ""] = frame(snapshot, { width, height }, plain);
        expect(first).toContain(leftInWords(snapshot));
        expect(first).toMatch(/^hold:/);
      }),
    );
  });

  it("cuts the phase, not the countdown, where both do not fit", () => {
    const late = liveSnapshot({ phase: { name: "hold: calm before", sinceMs: 0, atMost: false }, leftMs: -60_000 });
    const first = (width: number) => frame(late, { width, height: 1 }, plain)[0];
    expect(first(40)).toBe("hold: cal… · 1 min 0 s longer than usual");
    expect(first(60)).toBe("hold: calm before 0 s · 1 min 0 s longer than usual");
  });

  it("says the same without colour", () => {
    fc.assert(
      fc.property(anySnapshot, anySize, (snapshot, size) => {
        expect(frame(snapshot, size, painted).map(unpainted)).toEqual(frame(snapshot, size, plain));
      }),
    );
  });

  it("shows every lane, or says how many it does not show", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 3, max: 50 }), (count, height) => {
        const lanes = Array.from({ length: count }, (_, index) => liveLane({ lane: `lane-${index}` }));
        const lines = frame(liveSnapshot({ lanes }), { width: 79, height }, plain).slice(2);
        const shown = lines.filter((line) => line.includes("lane-")).length;
        const more = Number(/and (\d+) more/.exec(lines.at(-1) ?? "")?.[1] ?? 0);
        expect(shown + more).toBe(count);
      }),
    );
  });
});

describe("a frame of 24 rows and 80 columns", () => {
  const size = { width: 79, height: 17 };

  it("shows where a run of 21 lanes is, which are out, and how many are not shown", () => {
    const out = liveLane({
      lane: "readyz/control-plane2/new",
      state: "out",
      text: "out for 2.1 s (refused)",
      outMs: 2_100,
    });
    const lanes = [out, ...Array.from({ length: 20 }, (_, index) => liveLane({ lane: `read/api/${index}` }))];
    const faults = [
      {
        id: "kill",
        description: "kill -9 etcd",
        nodes: ["control-plane2"],
        stage: "active" as const,
        sinceMs: 3_400,
        evidence: "no etcd process",
      },
    ];
    const lines = frame(liveSnapshot({ lanes, faults }), size, plain);
    expect(lines).toHaveLength(17);
    expect(lines.slice(0, 4)).toEqual([
      "hold: calm 2 s of 20 s · about 1 min 38 s left",
      "01:12  █████████████████░░░░░░░░░░░░░░░░░░░░░░░  21 lanes: 1 out  etcd-minority",
      "◆ kill proven active 3 s: kill -9 etcd on control-plane2: no etcd process",
      "✗ readyz/control-plane2/new                     ▁▂ out for 2.1 s (refused)",
    ]);
    expect(lines.at(-1)).toBe("  and 8 more: all ok");
  });

  it("shows a strip that moves: the newest second is at its right end", () => {
    const cells = [...Array(100).fill("fast"), "failed", "part", "slow", "unknown", "none"] as const;
    const [, , line = ""] = frame(liveSnapshot({ lanes: [liveLane({ cells })] }), size, plain);
    expect(line).toMatch(/^✓ write\/api\/new ▁+✗\/▇\?· 12 ms$/);
  });

  it("says how long a lane was out that answers again", () => {
    const [, , line = ""] = frame(liveSnapshot({ lanes: [liveLane({ longestOutMs: 1_310 })] }), size, plain);
    expect(line).toMatch(/12 ms, was out 1\.31 s$/);
  });
});

it.each([
  [{ leftMs: 125_000 }, "about 2 min 5 s left"],
  [{ leftMs: -12_500 }, "12 s longer than usual"],
  [{ leftMs: undefined }, "Ctrl-C ends it"],
  [{ ended: "interrupted" }, "over: interrupted"],
])("a countdown of %j is: %s", (some, words) => {
  expect(frame(liveSnapshot(some), { width: 79, height: 1 }, plain)).toEqual([`hold: calm 2 s of 20 s · ${words}`]);
});

it("keeps both ends of a lane's name where 40 columns leave no room for all of it", () => {
  const [, , line = ""] = frame(
    liveSnapshot({ lanes: [liveLane({ lane: "quorum-read/api/reused" })] }),
    { width: 39, height: 5 },
    plain,
  );
  expect(line).toMatch(/^✓ quorum…\/reused /);
});
