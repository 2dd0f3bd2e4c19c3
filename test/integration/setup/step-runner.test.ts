import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/model/errors.ts";
import type { Step, StepContext } from "../../../src/setup/steps/step.ts";
import { runSteps, type StepListener } from "../../../src/setup/steps/step-runner.ts";
import { scratchFolder } from "./support/command-line.ts";

const scratch = scratchFolder();
beforeAll(() => {
  process.env.KIND_CHAOS_CACHE = scratch.path;
});
afterAll(() => {
  delete process.env.KIND_CHAOS_CACHE;
  scratch.remove();
});

function recorder(): { events: string[]; listener: StepListener } {
  const events: string[] = [];
  const listener: StepListener = {
    started: (step) => events.push(`start ${step.name}`),
    note: (step, text) => events.push(`note ${step.name} ${text}`),
    ended: (step, { outcome }) => events.push(`${outcome} ${step.name}`),
    failed: (step) => events.push(`failed ${step.name}`),
  };
  return { events, listener };
}

function step(name: string, needs: string[], run: (context: StepContext) => Promise<string>, present?: string): Step {
  return { name, title: `the ${name}`, needs, check: async () => present, run };
}

describe("steps", () => {
  const { signal } = new AbortController();

  it("run when what they need is done, side by side where nothing forbids it", async () => {
    const { events, listener } = recorder();
    const both = Promise.withResolvers<string>();
    const first = step("first", [], async () => both.promise);
    const other = step("other", [], async () => {
      both.resolve("met"); // Ends only because the first one runs at the same time.
      return "done";
    });
    const last = step("last", ["first", "other"], async () => "done");
    const results = await runSteps([first, other, last], listener, signal);
    expect(results.map(({ name }) => name)).toEqual(["first", "other", "last"]);
    expect(events.indexOf("start last")).toBeGreaterThan(events.indexOf("done first"));
    expect(events.indexOf("start last")).toBeGreaterThan(events.indexOf("done other"));
  });

  it("do nothing when they are done already", async () => {
    const { events, listener } = recorder();
    const never = () => Promise.reject(new Error("must not run"));
    expect(await runSteps([step("there", [], never, "version 1")], listener, signal)).toMatchObject([
      { name: "there", outcome: "present", detail: "version 1" },
    ]);
    expect(events).toEqual(["present there"]);
  });

  it("stop each other by a failure, which names the step and its log file", async () => {
    const { events, listener } = recorder();
    let stopped = false;
    const long = step("long", [], ({ signal: mine }) => {
      return new Promise((_, reject) =>
        mine.addEventListener("abort", () => {
          stopped = true;
          reject(new PlatformError("command-aborted", "stopped"));
        }),
      );
    });
    const bad = step("bad", [], async ({ logFile }) => {
      writeFileSync(logFile, "what the command said");
      throw new PlatformError("command-failed", "apt-get ended with 100");
    });
    const after = step("after", ["bad"], async () => "never");
    const log = `${scratch.path}/logs/setup-bad.log`;
    await expect(runSteps([long, bad, after], listener, signal)).rejects.toMatchObject({
      code: "command-failed",
      message: `the bad: apt-get ended with 100 (log: ${log})`,
    });
    expect(existsSync(log) && readFileSync(log, "utf8")).toBe("what the command said");
    expect(stopped).toBe(true);
    expect(events).not.toContain("start after");
    expect(events).not.toContain("failed long");
  });

  it("end by the interruption's own reason", async () => {
    const controller = new AbortController();
    const waits = step("waits", [], ({ signal: mine }) => {
      controller.abort(new Error("interrupted"));
      return Promise.reject(mine.reason);
    });
    await expect(runSteps([waits], recorder().listener, controller.signal)).rejects.toThrow("interrupted");
  });
});
