import { describe, expect, it } from "vitest";
import applicationWhole from "../../../src/guarantees/application-whole.ts";
import type { ApplicationSet } from "../../../src/model/application-state.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { observedRun } from "../../support/observed-run.ts";

const base = guaranteeStories["application-whole"]?.pass as Story;
const judged = (begin: readonly ApplicationSet[], end: readonly ApplicationSet[]) => {
  const told = (when: "begin" | "end", sets: readonly ApplicationSet[]): JournalEvent => ({
    type: "application",
    at: when === "begin" ? 7 : 14_010,
    when,
    namespace: "kind-chaos-x",
    sets: [...sets],
    advice: [],
  });
  return applicationWhole.judge({}, observedRun({ ...base, events: [told("begin", begin), told("end", end)] }, {}));
};
const web = (ready: number): ApplicationSet => ({ kind: "Deployment", name: "web", wanted: 2, ready });
const job = (change: Partial<ApplicationSet>): ApplicationSet => ({
  kind: "Job",
  name: "work",
  wanted: 1,
  ready: 0,
  running: 1,
  ...change,
});

describe("application-whole", () => {
  it("shows nothing where nothing ran, or not all was there when the lanes began", () => {
    const done = job({ ready: 1, running: 0 });
    const none = { ...web(0), wanted: 0 };
    for (const idle of [[], [done], [none], [none, done]])
      expect(judged(idle, idle)).toMatchObject({
        outcome: "inconclusive",
        summary: "nothing of it ran when the lanes began",
      });
    expect(judged([web(1)], [web(2)]).outcome).toBe("inconclusive");
    expect(judged([job({ running: 0 })], [job({})]).outcome).toBe("inconclusive");
  });

  it("fails where a set is gone or not whole, or a Job failed or stands still", () => {
    expect(judged([web(2), job({})], [job({})])).toMatchObject({ outcome: "fail", summary: "Deployment web is gone" });
    expect(judged([web(2)], [web(1)])).toMatchObject({ outcome: "fail", summary: "Deployment web 1 of 2 Ready" });
    expect(judged([job({})], [job({ failed: "why" })]).outcome).toBe("fail");
    expect(judged([job({})], [job({ running: 0 })]).outcome).toBe("fail");
  });

  it("passes where a Job is complete or goes on, and does not mind one that only just begins", () => {
    const young = job({ name: "tick-1", running: 0 });
    expect(judged([web(2), job({})], [web(2), job({}), young]).outcome).toBe("pass");
    expect(judged([job({})], [job({ ready: 1, running: 0 })]).outcome).toBe("pass");
    expect(judged([job({})], [job({}), { ...young, failed: "why" }]).outcome).toBe("fail");
  });

  it("does not take a Job for done that was removed before anybody saw its end", () => {
    expect(judged([web(2), job({})], [web(2)])).toMatchObject({
      outcome: "inconclusive",
      summary: "nobody saw how it ended: Job work is gone",
    });
    expect(judged([web(2), job({ ready: 1, running: 0 })], [web(2)]).outcome).toBe("pass");
  });
});
