import { expect, test } from "vitest";
import { mendLeft } from "../../../src/healing/mend.ts";
import type { ContainerLook } from "../../../src/model/leftover.ts";
import { inFakeTime } from "../../support/fake-time.ts";
import { healingEngine } from "../../support/healing-engine.ts";
import { cluster } from "../../support/recording-runtime.ts";

const frozen: ContainerLook = {
  what: "a frozen container",
  node: "kc-x-worker",
  isLeft: ({ paused }) => paused,
  mend: [{ do: "unpause", node: "kc-x-worker" }],
};
const quietly = { timeoutMs: 0, dryRun: false, tell: () => {} };

test("says nothing of a cluster on which nothing is left", async () => {
  expect(await mendLeft(healingEngine({}), cluster, { ...quietly, looks: [frozen] })).toEqual([]);
});

test("mends what it sees and looks again until it is gone, however often that fails first", async () => {
  let tries = 0;
  const engine = healingEngine({
    states: { "kc-x-worker": { paused: true } },
    act: (_, states) => {
      if (++tries === 1) throw new Error("busy");
      states["kc-x-worker"] = {};
    },
  });
  const options = { ...quietly, timeoutMs: 10_000, looks: [frozen] };
  expect(await inFakeTime(() => mendLeft(engine, cluster, options))).toEqual([
    { what: "worker: a frozen container", done: "docker unpause kc-x-worker", ok: true },
  ]);
  expect(tries).toBe(2);
});

test("says what stays, why, and the command", async () => {
  const engine = healingEngine({
    states: { "kc-x-worker": { paused: true } },
    act: () => {
      throw new Error("no such luck");
    },
  });
  const options = { ...quietly, timeoutMs: 10_000, looks: [frozen] };
  expect(await inFakeTime(() => mendLeft(engine, cluster, options))).toEqual([
    { what: "worker: a frozen container", done: "no such luck; by hand: docker unpause kc-x-worker", ok: false },
  ]);
});

test("tries so often as it is told what takes long, though the time is over, and no more", async () => {
  let tries = 0;
  const engine = healingEngine({
    states: { "kc-x-worker": { paused: true } },
    act: () => {
      tries += 1;
      throw new Error("late");
    },
  });
  const [found] = await inFakeTime(() =>
    mendLeft(engine, cluster, { ...quietly, timeoutMs: -1, looks: [{ ...frozen, mendTries: 3 }] }),
  );
  expect([found?.ok, tries]).toEqual([false, 3]);
});

test("what cannot be seen is never mended, and never gone", async () => {
  const engine = healingEngine({ states: { "kc-x-worker": { id: "another's" } } });
  const [found, ...more] = await mendLeft(engine, cluster, { ...quietly, looks: [frozen] });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ ok: false });
  expect(found?.what).toMatch(/^worker: a frozen container: not known, because .*another container has its name/);
});

test("only says what it would do, and ends when it is told to", async () => {
  const engine = healingEngine({ states: { "kc-x-worker": { paused: true } } });
  const would = await mendLeft(engine, cluster, { ...quietly, dryRun: true, looks: [frozen] });
  expect(would).toMatchObject([{ done: "docker unpause kc-x-worker", ok: true }]);
  const signal = AbortSignal.abort(new Error("interrupted"));
  await expect(mendLeft(engine, cluster, { ...quietly, looks: [frozen], signal })).rejects.toThrow("interrupted");
});
