import { getEventListeners } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { PlatformError } from "../../../src/model/errors.ts";
import type { Untimed } from "../../../src/model/event.ts";
import type { NodeLook } from "../../../src/model/upgrade-look.ts";
import { followPart } from "../../../src/upgrade-watch/follow-part.ts";
import type { Shown } from "../../../src/upgrade-watch/part.ts";
import { nodeLook } from "../../support/upgrade-looks.ts";

type Answer = Shown<NodeLook> | Error | "never";

function fakeTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** Follows nodes through these answers, a second apart, each at once; the signal comes at the last. */
async function follow(...answers: readonly Answer[]) {
  fakeTime();
  const begin = Date.now();
  const over = new AbortController();
  const events: Untimed[] = [];
  const left = [...answers];
  const read = async (): Promise<Shown<NodeLook>> => {
    const answer = left.shift();
    if (left.length === 0) over.abort();
    if (answer === "never" || answer === undefined) return new Promise(() => {});
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const done = followPart(
    { part: "nodes", field: "nodes", everyMs: 1_000, idOf: ({ node }) => node, read },
    { now: () => Date.now() - begin, emit: (event) => events.push(event), signal: over.signal },
  );
  await vi.advanceTimersByTimeAsync(1_000 * answers.length);
  return { events, counts: await done };
}

const [a, b] = [nodeLook("a"), nodeLook("b")];
const whole = { rows: [a, b], unread: [] };
const cordoned = nodeLook("a", { cordoned: true });

test("tells what is new alone, with the time of the look before", async () => {
  const { events } = await follow(whole, whole, { rows: [cordoned], unread: [] }, "never");
  expect(events).toEqual([
    { type: "upgrade-look", part: "nodes", askedAt: 0, nodes: [a, b] },
    { type: "upgrade-look", part: "nodes", askedAt: 2_000, previousAt: 1_000, nodes: [cordoned], gone: ["b"] },
  ]);
});

test("tells what cannot be read once, and that it can be read again; counts all looks", async () => {
  const { events, counts } = await follow(whole, new Error("refused"), new Error("refused"), whole, "never");
  expect(events.slice(1)).toEqual([
    { type: "upgrade-look", part: "nodes", askedAt: 1_000, previousAt: 0, unread: [{ what: "nodes", why: "refused" }] },
    { type: "upgrade-look", part: "nodes", askedAt: 3_000, previousAt: 0, unread: [] },
  ]);
  expect(counts).toMatchObject({ part: "nodes", looks: 4, failed: 2, lastAt: 3_000, longestMs: 3_000 });
});

test("the first look that can read has no look before it, whatever failed earlier", async () => {
  const { events } = await follow(new Error("refused"), { rows: [], unread: [] }, "never");
  expect(events).toEqual([
    { type: "upgrade-look", part: "nodes", askedAt: 0, unread: [{ what: "nodes", why: "refused" }] },
    { type: "upgrade-look", part: "nodes", askedAt: 1_000, nodes: [], unread: [] },
  ]);
});

test("ends at the signal, and leaves the look that is open", async () => {
  const { events, counts } = await follow("never");
  expect(events).toEqual([]);
  expect(counts).toEqual({ part: "nodes", looks: 0, failed: 0, longestMs: 0 });
});

/** How often is looked in ten seconds, once a second at most, where each look takes so long and ends like this. */
async function looksInTenSeconds(tookMs: number, end: () => Promise<Shown<NodeLook>>): Promise<number> {
  fakeTime();
  const over = new AbortController();
  let [time, looks] = [0, 0];
  const read = () => {
    looks += 1;
    time += tookMs;
    return end();
  };
  const done = followPart(
    { part: "nodes", field: "nodes", everyMs: 1_000, idOf: ({ node }) => node, read },
    { now: () => time, emit: () => {}, signal: over.signal },
  );
  await vi.advanceTimersByTimeAsync(10_000);
  over.abort();
  await done;
  return looks;
}

test("rests after a look as long as it kept the server busy, also where it failed; not where it was refused", async () => {
  expect(await looksInTenSeconds(8_000, async () => whole)).toBe(1);
  expect(await looksInTenSeconds(8_000, () => Promise.reject(new Error("status 504")))).toBe(1);
  const refused = new PlatformError("ECONNREFUSED", "connect ECONNREFUSED 10.0.0.1:6443");
  expect(await looksInTenSeconds(500, () => Promise.reject(refused))).toBeGreaterThan(15);
});

test("nothing of a look that is over waits for the signal: only the rest before the next one does", async () => {
  fakeTime();
  const over = new AbortController();
  const read = async (): Promise<Shown<NodeLook>> => whole;
  const done = followPart(
    { part: "nodes", field: "nodes", everyMs: 1_000, idOf: ({ node }) => node, read },
    { now: () => 0, emit: () => {}, signal: over.signal },
  );
  await vi.advanceTimersByTimeAsync(5_500);
  expect(getEventListeners(over.signal, "abort")).toHaveLength(1);
  over.abort();
  await done;
});
