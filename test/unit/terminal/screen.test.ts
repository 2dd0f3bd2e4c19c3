import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { frame } from "../../../src/terminal/frame.ts";
import { frameSizeOf } from "../../../src/terminal/frame-size.ts";
import { doesReflow, erasure, Screen } from "../../../src/terminal/screen.ts";
import { colorsOf } from "../../../src/terminal/terminal.ts";
import { liveLane, liveSnapshot } from "../../support/live-snapshots.ts";
import { VirtualTerminal } from "../../support/virtual-terminal.ts";

const color = colorsOf({ color: true });
const open: Screen[] = [];
afterEach(() => {
  for (const screen of open.splice(0)) screen.close();
});

/** A terminal with a run of 21 lanes on it, and both streams of the process. */
function watched(columns: number, rows: number) {
  const terminal = new VirtualTerminal(columns, rows);
  const [errors, results] = [terminal.stream(), terminal.stream()];
  const lanes = Array.from({ length: 21 }, (_, index) => liveLane({ lane: `read/api/${index}` }));
  let at = 0;
  const next = () => {
    at += 1_000;
    return frame(liveSnapshot({ lanes, at }), frameSizeOf(errors), color);
  };
  const screen = new Screen(errors, [results], next, {});
  open.push(screen);
  return { terminal, errors, results, screen };
}

const isOfFrame = (row: string) => /^(hold: calm|\d\d:\d\d |✓ read| {2}and \d+ more)/.test(row);

describe("a view at the bottom of a terminal", () => {
  it("lets whatever else is written, by either stream, appear above it, whole and in order", async () => {
    const { terminal, errors, results, screen } = watched(80, 24);
    for (let index = 0; index < 40; index++) {
      screen.refresh();
      (index % 3 === 0 ? results : errors).write(`line ${index}\n`);
      if (index % 5 === 0) await nextTurn();
    }
    screen.refresh();
    const rows = await terminal.rows();
    expect(rows.filter((row) => !isOfFrame(row))).toEqual(Array.from({ length: 40 }, (_, index) => `line ${index}`));
    expect(rows.filter((row) => row.startsWith("hold: calm"))).toHaveLength(1);
    expect((await terminal.seen())[6]).toMatch(/^hold: calm 2 s of 20 s · about 1 min 38 s left$/);
  });

  it("is gone when it is closed, and the log is as if it had never been there", async () => {
    const { terminal, errors, results, screen } = watched(80, 24);
    screen.refresh();
    errors.write("one\n");
    screen.refresh();
    results.write("two, not ended");
    screen.refresh();
    screen.close();
    errors.write(", and ended\nthree\n");
    screen.close();
    expect(await terminal.rows()).toEqual(["one", "two, not ended, and ended", "three"]);
  });

  it("waits for the end of a line, also where a character comes in two halves, and calls back", async () => {
    const { terminal, errors, screen } = watched(80, 24);
    const bytes = Buffer.from("grün\n");
    let called = 0;
    const onWritten = () => {
      called += 1;
    };
    errors.write(bytes.subarray(0, 3), onWritten);
    screen.refresh();
    errors.write(bytes.subarray(3), "utf8", onWritten);
    await nextTurn();
    expect((await terminal.rows()).filter((row) => !isOfFrame(row))).toEqual(["grün"]);
    expect(called).toBe(2);
  });

  it("takes off what the keyboard left, Ctrl-C for example", async () => {
    const { terminal, screen } = watched(80, 24);
    screen.refresh();
    terminal.echo("^C");
    screen.refresh();
    expect((await terminal.rows()).filter((row) => !isOfFrame(row))).toEqual([]);
  });

  it("is drawn below what a shell wrote while the process stood still", async () => {
    const { terminal, screen } = watched(80, 24);
    screen.refresh();
    terminal.echo("[1]+ Stopped\n$ fg\n");
    process.emit("SIGCONT");
    const rows = await terminal.rows();
    expect(rows.slice(rows.indexOf("$ fg") + 1).every(isOfFrame)).toBe(true);
    expect(rows).toContain("[1]+ Stopped");
  });

  it("leaves a stream alone that is no terminal", () => {
    const terminal = new VirtualTerminal(80, 24);
    const pipe = Object.assign(terminal.stream(), { isTTY: false });
    const { write } = pipe;
    open.push(new Screen(terminal.stream(), [pipe], () => ["one"], {}));
    expect(pipe.write).toBe(write);
  });
});

describe("a terminal that is resized", () => {
  it.each([
    [60, 24],
    [79, 20],
    [120, 30],
    [80, 12],
    [41, 24],
  ])(
    "to %i columns and %i rows keeps the log, shows one frame, and the phase with the countdown in it",
    async (columns, rows) => {
      const { terminal, errors, screen } = watched(80, 24);
      for (let index = 0; index < 3; index++) errors.write(`line ${index}\n`);
      await nextTurn();
      await terminal.resize(columns, rows);
      screen.refresh();
      const seen = await terminal.seen();
      expect(seen.filter((row) => row.startsWith("hold: calm"))).toEqual([
        expect.stringContaining("about 1 min 38 s left"),
      ]);
      const log = (await terminal.rows()).filter((row) => row.startsWith("line "));
      expect(log).toEqual(["line 0", "line 1", "line 2"]);
    },
  );

  it("again and again, with lines between, ends with the whole log and one frame on the screen", async () => {
    const size = fc.record({ columns: fc.integer({ min: 60, max: 110 }), rows: fc.integer({ min: 24, max: 40 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 6 }), async (sizes) => {
        const { terminal, errors, screen } = watched(80, 24);
        for (const [index, { columns, rows }] of sizes.entries()) {
          errors.write(`line ${index}\n`);
          screen.refresh();
          await terminal.resize(columns, rows);
        }
        screen.refresh();
        expect((await terminal.rows()).filter((row) => row.startsWith("line "))).toEqual(
          sizes.map((_, index) => `line ${index}`),
        );
        expect((await terminal.seen()).filter((row) => row.startsWith("hold: calm"))).toHaveLength(1);
        screen.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe("what takes lines off", () => {
  it("counts the rows that they have now", () => {
    const lines = ["x".repeat(79), "", "y".repeat(41)];
    expect(erasure(lines, 80, true)).toBe("\r\u001b[3A\u001b[J");
    expect(erasure(lines, 40, true)).toBe("\r\u001b[5A\u001b[J");
    expect(erasure(lines, 40, false)).toBe("\r\u001b[3A\u001b[J");
    expect(erasure([], 40, true)).toBe("\r\u001b[J");
  });

  it("knows which terminals break their lines anew", () => {
    expect(
      [{ TERM: "xterm-256color" }, { TERM: "linux" }, { TERM: "xterm", XTERM_VERSION: "XTerm(379)" }].map(doesReflow),
    ).toEqual([true, false, false]);
  });
});
