import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveRun } from "../../../src/live/live-run.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { type Progress, startProgress } from "../../../src/terminal/progress.ts";
import type { Verbosity } from "../../../src/terminal/view.ts";
import { VirtualTerminal } from "../../support/virtual-terminal.ts";

const phase: JournalEvent = { type: "phase", at: 1_000, name: "hold: calm", edge: "begin" };
const failed: JournalEvent = { type: "error", at: 2_000, code: "engine", message: "no engine\u001b[2J" };
const begin: JournalEvent = { type: "probing-begin", at: 3_000, leadMs: 30 };

let started: Progress | undefined;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  // Where these tests run in a CI system, the terminal of the test is none of its.
  vi.stubEnv("CI", "");
  vi.stubEnv("GITHUB_ACTIONS", "");
  vi.stubEnv("TERM", "xterm-256color");
});
afterEach(() => {
  started?.stop();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function start(stream: NodeJS.WriteStream, verbosity: Verbosity): Progress {
  started = startProgress({
    stream,
    others: [],
    now: () => 5_000,
    live: new LiveRun(undefined, 60_000),
    group: "etcd-minority",
    verbosity,
  });
  return started;
}

/** A stream that is no terminal, and what is written on it. */
function pipe() {
  const lines: string[] = [];
  return { lines, stream: { write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream };
}

describe("progress in a log", () => {
  it("has a line for what matters, in which nothing is obeyed, and a sign of life every 15 s", () => {
    const { lines, stream } = pipe();
    const progress = start(stream, "usual");
    for (const event of [phase, failed, begin]) progress.event(event);
    vi.advanceTimersByTime(30_000);
    progress.stop();
    vi.advanceTimersByTime(30_000);
    expect(lines).toEqual([
      "[00:01] hold: calm\n",
      "[00:02] error engine: no engine\\u001b[2J\n",
      "[00:05] … hold: calm 4 s · about 55 s left\n",
      "[00:05] … hold: calm 4 s · about 55 s left\n",
    ]);
  });

  it("has errors alone where it shall be quiet", () => {
    const { lines, stream } = pipe();
    const progress = start(stream, "quiet");
    for (const event of [phase, failed, begin]) progress.event(event);
    vi.advanceTimersByTime(60_000);
    expect(lines).toEqual(["[00:02] error engine: no engine\\u001b[2J\n"]);
  });

  it("has every event where that is asked for", () => {
    const { lines, stream } = pipe();
    const progress = start(stream, "verbose");
    for (const event of [phase, failed, begin]) progress.event(event);
    expect(lines.at(-1)).toBe('[00:03] probing-begin: {"leadMs":30}\n');
  });
});

describe("progress in a CI system", () => {
  const note: JournalEvent = { type: "note", at: 1, text: "::error::x ##[add-mask]y\u001b[31m" };

  it("has nothing that its runner obeys", () => {
    vi.stubEnv("CI", "true");
    const { lines, stream } = pipe();
    start(stream, "usual").event(note);
    expect(lines).toEqual(["[00:00] ::error::x # #[add-mask]y\\u001b[31m\n"]);
  });

  it("is a group of the run's name in GitHub Actions, which is closed", () => {
    vi.stubEnv("GITHUB_ACTIONS", "true");
    const { lines, stream } = pipe();
    start(stream, "usual").stop();
    expect(lines).toEqual(["::group::etcd-minority\n", "::endgroup::\n"]);
  });
});

describe("progress on a terminal", () => {
  it("has the same lines above a view, which is gone at the end", async () => {
    const terminal = new VirtualTerminal(80, 24);
    const stream = terminal.stream();
    const progress = start(stream, "usual");
    progress.event(phase);
    progress.event(failed);
    await nextTurn();
    vi.advanceTimersByTime(250);
    expect((await terminal.rows()).slice(0, 3)).toEqual([
      "[00:01] hold: calm",
      "[00:02] error engine: no engine\\u001b[2J",
      "hold: calm 4 s · about 55 s left",
    ]);
    progress.stop();
    expect(await terminal.rows()).toEqual(["[00:01] hold: calm", "[00:02] error engine: no engine\\u001b[2J"]);
  });

  it("draws nothing where it shall be quiet", async () => {
    const terminal = new VirtualTerminal(80, 24);
    start(terminal.stream(), "quiet").event(phase);
    vi.advanceTimersByTime(1_000);
    expect(await terminal.rows()).toEqual([]);
  });
});
