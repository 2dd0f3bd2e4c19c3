import { describe, expect, it } from "vitest";
import type { Deed, Undo } from "../../../../src/journal/undo-log.ts";
import type { Action } from "../../../../src/model/action.ts";
import { PlatformError } from "../../../../src/model/errors.ts";
import type { Untimed } from "../../../../src/model/event.ts";
import { defineFault, type Evidence, type FaultDefinition, type FaultSpec } from "../../../../src/model/fault.ts";
import type { RunContext } from "../../../../src/runner/context.ts";
import { inTime } from "../../../../src/runner/fault/heal.ts";
import { injectFault } from "../../../../src/runner/fault/inject.ts";
import { inFakeTime } from "../../../support/fake-time.ts";
import { cluster } from "../../../support/recording-runtime.ts";

const spec: FaultSpec = { fault: "pause", target: { role: "all-control-planes" }, params: {} };
const proof: Evidence = { proven: true, detail: "seen" };

const pause: FaultDefinition = defineFault({
  name: "pause",
  summary: "",
  breaks: "",
  fromOutside: "",
  evidence: "",
  sustained: true,
  describe: () => "paused",
  capture: async () => ({}),
  inject: ({ node }) => [{ do: "pause", node: node.name }],
  undo: ({ node }) => [{ do: "unpause", node: node.name }],
  active: async () => proof,
  healed: async () => proof,
});

/** Records in one list what was done to containers, put on disk and journaled. */
function recordingRun(
  definition: FaultDefinition,
  act: (action: Action) => void = () => {},
  guard: Partial<RunContext["guard"]> = {},
) {
  const log: string[] = [];
  const events: Untimed[] = [];
  const run = {
    clock: { now: () => performance.now() },
    engine: {
      act: async (action: Action) => {
        log.push(`${action.do} ${action.node}`);
        act(action);
      },
    },
    cluster,
    kube: { pods: async () => [] },
    lanes: [],
    signal: new AbortController().signal,
    loadFault: async () => definition,
    emit: (event: Untimed) => {
      events.push(event);
      log.push(event.type);
    },
    folder: "/runs/a",
    guard: { ready: async () => {}, stopped: () => undefined, signal: new AbortController().signal, ...guard },
    undo: {
      intend: ({ hits }: Undo) => log.push(`undo on disk: ${hits.length}`),
      note: ({ deed }: Deed) => log.push(deed),
    },
  };
  return { run: run as unknown as RunContext, log, events };
}

const three = ["kc-x-control-plane", "kc-x-control-plane2", "kc-x-control-plane3"];

describe("a fault that is not wanted any more, or cannot be told", () => {
  it("is not even meant when the run was stopped while its target was looked for", async () => {
    const stopped = new AbortController();
    const capture = async () => {
      stopped.abort(new Error("interrupted"));
      return {};
    };
    const { run, log } = recordingRun({ ...pause, capture });
    await expect(injectFault({ ...run, signal: stopped.signal }, "down", spec, 1, 0)).rejects.toThrow("interrupted");
    expect(log).toEqual([]);
  });

  it("hits nothing where its undo cannot be written", async () => {
    const { run, log } = recordingRun(pause);
    const intend = () => {
      throw new PlatformError("journal-full", "Cannot write the undo log");
    };
    const without = { ...run, undo: { ...run.undo, intend } };
    await expect(injectFault(without, "down", spec, 1, 0)).rejects.toMatchObject({ code: "journal-full" });
    expect(log).toEqual([]);
  });

  it("hits nothing where its intent cannot be journaled, and leaves no undo open", async () => {
    const { run, log } = recordingRun(pause);
    const emit = ({ type }: Untimed) => {
      if (type === "fault-intent") throw new PlatformError("journal-full", "No space left");
    };
    await expect(injectFault({ ...run, emit }, "down", spec, 1, 0)).rejects.toMatchObject({ code: "journal-full" });
    expect(log).toEqual(["undo on disk: 3", "healed"]);
  });

  it("is healed where the run is stopped at the moment it is hit", async () => {
    const stopped = new AbortController();
    const { run, log } = recordingRun(pause, () => stopped.abort(new Error("interrupted")));
    const stopping = { ...run, signal: stopped.signal };
    const end = await inFakeTime(() => injectFault(stopping, "down", spec, 1_000, 0).catch((error: unknown) => error));
    expect(end).toMatchObject({ message: "interrupted" });
    expect(log.filter((line) => line.startsWith("unpause"))).toHaveLength(3);
    expect(log.at(-1)).toBe("healed");
  });
});

describe("a fault on several nodes", () => {
  it("has its whole undo on disk before the first node is hit, and hits all before it looks", async () => {
    const { run, log, events } = recordingRun(pause);
    expect((await injectFault(run, "down", spec, 1, 0))?.hits).toHaveLength(3);
    expect(log).toEqual([
      "undo on disk: 3",
      "fault-intent",
      "fault-injecting",
      ...three.map((name) => `pause ${name}`),
      "fault-active",
      "fault-active",
      "fault-healing",
      ...three.map((name) => `unpause ${name}`),
      "fault-healed",
      "healed",
    ]);
    expect(events).toContainEqual({
      type: "fault-active",
      id: "down",
      evidence: { proven: true, detail: "control-plane: seen; control-plane2: seen; control-plane3: seen" },
      sinceMs: expect.any(Number),
    });
  });

  it("says of all that is told of it later how long after its injection that was", async () => {
    const { run, events } = recordingRun(pause);
    await inFakeTime(() => injectFault(run, "down", spec, 5_000, 0));
    const since = events.flatMap((event) => ("sinceMs" in event ? [[event.type, event.sinceMs]] : []));
    expect(since.map(([type]) => type)).toEqual(["fault-active", "fault-active", "fault-healing", "fault-healed"]);
    expect(Number(since[0]?.[1])).toBeLessThan(1_000);
    const struck = events.flatMap((event) => (event.type === "fault-active" ? [event.struckMs] : []));
    expect(struck).toEqual([expect.any(Number), undefined]);
    expect(Number(struck[0])).toBeLessThanOrEqual(Number(since[0]?.[1]));
    for (const [, ms] of since.slice(1)) expect(Number(ms)).toBeGreaterThanOrEqual(5_000);
  });

  it("is not proven while one of them lacks it", async () => {
    const { run, events } = recordingRun({
      ...pause,
      healed: async (_world, { node }) => ({ proven: true, detail: `${node.short} lives` }),
      active: async (_world, { node }) => ({ proven: node.short !== "control-plane2", detail: "" }),
    });
    expect(await inFakeTime(() => injectFault(run, "down", spec, 1, 0))).toBeUndefined();
    expect(events.find((event) => event.type === "fault-active")).toMatchObject({ evidence: { proven: false } });
    expect(events.at(-1)).toMatchObject({ type: "fault-healed", evidence: { proven: true } });
  });
});

describe("a fault that does not come about", () => {
  it("touches nothing when the target is down already, and says so", async () => {
    const { run, log, events } = recordingRun({
      ...pause,
      capture: async (_world, { node }) => {
        throw new PlatformError("target-down", `${node.short} does not run`);
      },
    });
    expect(await injectFault(run, "down", spec, 1, 0)).toBeUndefined();
    expect(log).toEqual(["error"]);
    expect(events[0]).toMatchObject({ code: "target-down", message: expect.stringMatching(/^down was not injected/) });
  });

  it("is taken back on every node when one could not be hit", async () => {
    const { run, log, events } = recordingRun(pause, (action) => {
      if (action.do === "pause" && action.node.endsWith("2")) throw new PlatformError("engine", "no freezer");
    });
    expect(await injectFault(run, "down", spec, 1, 0)).toBeUndefined();
    expect(log.filter((line) => line.startsWith("unpause"))).toEqual(three.map((name) => `unpause ${name}`));
    expect(events.find((event) => event.type === "fault-active")).toMatchObject({
      evidence: { proven: false, detail: "no freezer" },
    });
  });
});

describe("a fault that nobody else would take back", () => {
  it("is not begun where no watchdog can be had", async () => {
    const ready = async () => {
      throw new PlatformError("watchdog", "process 7 did not answer");
    };
    const { run, log, events } = recordingRun(pause, undefined, { ready });
    expect(await injectFault(run, "down", spec, 1, 0)).toBeUndefined();
    expect(log).toEqual(["error"]);
    expect(events[0]).toMatchObject({
      code: "watchdog",
      message: "down was not injected: process 7 did not answer",
    });
  });

  it("is not begun where the watchdog took over", async () => {
    const { run, log } = recordingRun(pause, undefined, { stopped: () => "the watchdog took over" });
    expect(await injectFault(run, "down", spec, 1, 0)).toBeUndefined();
    expect(log).toEqual(["note"]);
  });

  it("does not strike where it was taken over after its undo was written, which is closed then", async () => {
    const whys = [undefined, "the watchdog took over"];
    const { run, log, events } = recordingRun(pause, undefined, { stopped: () => whys.shift() });
    expect(await injectFault(run, "down", spec, 1, 0)).toBeUndefined();
    expect(log).toEqual(["undo on disk: 3", "fault-intent", "note", "healed"]);
    expect(events.at(-1)).toEqual({ type: "note", text: "down is not injected: the watchdog took over" });
  });

  it("is healed at once when it is taken over while it is held, and nothing is proven by it", async () => {
    const taken = new AbortController();
    const whys = [undefined, undefined, "the watchdog took over"];
    const { run, log } = recordingRun(pause, undefined, { stopped: () => whys.shift(), signal: taken.signal });
    setImmediate(() => taken.abort(new Error("taken over")));
    expect(await injectFault(run, "down", spec, 60_000, 0)).toBeUndefined();
    expect(log.filter((line) => line === "fault-active")).toHaveLength(1);
    expect(log.at(-1)).toBe("healed");
    expect(log).toContain("fault-healed");
  });
});

describe("healing", () => {
  it("is tried again until it works", async () => {
    let failures = 2;
    const { run, log } = recordingRun(pause, (action) => {
      if (action.do === "unpause" && action.node === three[0] && failures-- > 0)
        throw new PlatformError("engine", "busy");
    });
    await inFakeTime(() => injectFault(run, "down", spec, 1, 0));
    expect(log.filter((line) => line === `unpause ${three[0]}`)).toHaveLength(3);
    expect(log.at(-1)).toBe("healed");
  });

  it("that is not proven leaves its undo open, for whoever cleans up", async () => {
    const { run, log, events } = recordingRun({ ...pause, healed: async () => ({ proven: false, detail: "still" }) });
    await inFakeTime(() => injectFault(run, "down", spec, 1, 0));
    expect(events.findLast(({ type }) => type === "fault-healed")).toMatchObject({ evidence: { proven: false } });
    expect(events.at(-1)).toMatchObject({
      type: "note",
      text: expect.stringContaining("clean --undo-only --cluster kc-x"),
    });
    expect(log).not.toContain("healed");
  });

  it("that comes late is no proof", () => {
    expect(inTime(proof, 29_000)).toBe(proof);
    expect(inTime(proof, 43_000)).toEqual({ proven: false, detail: "healed late, after 43 s of 30 s: seen" });
    // A fault may say that it takes longer.
    expect(inTime(proof, 43_000, 60_000)).toBe(proof);
    expect(inTime(proof, 61_000, 60_000).detail).toBe("healed late, after 61 s of 60 s: seen");
  });
});
