import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Engine } from "../../src/host/engine.ts";
import { PlatformError, UsageError } from "../../src/model/errors.ts";
import { loadFault, namesOf } from "../../src/scenario/catalogue.ts";
import { type KeptTrial, keptTrial } from "../support/kept-trial.ts";
import { begin, leftOn, mendAll, strikeAll, takeAllBack } from "../support/undo-trial.ts";

/*
 * Every fault on a real cluster, none of which is known here: taken back by two at once, again, and without an injection;
 * found and mended without a log; and the cluster is in its steady state after each. It takes the kept cluster that
 * KIND_CHAOS_TEST_CLUSTER names ("kind-chaos run … --keep" makes one), about 20 min long.
 */
const engine = new Engine();
/** How long each healing may take, milliseconds. */
const limitMs = 90_000;
const faults = await Promise.all(namesOf("fault").map(loadFault));
let trial: KeptTrial;

beforeAll(async () => {
  const named = process.env.KIND_CHAOS_TEST_CLUSTER;
  if (named === undefined || named === "") throw new UsageError("KIND_CHAOS_TEST_CLUSTER names no kept cluster");
  trial = await keptTrial(engine, named, { steadyMs: 240_000, askMs: 20_000 });
  await trial.steady(faults);
});
afterAll(async () => {
  await trial.removePods();
});

describe.each(namesOf("fault"))("fault %s", (name) => {
  test("is taken back whole, however often and by how many, and leaves a cluster that is well", async ({ skip }) => {
    const definition = await loadFault(name);
    await trial.spreadPods();
    if (definition.needs !== undefined) await trial.perform(definition.needs);
    const begun = await begin(trial, definition);
    if (begun instanceof PlatformError) return skip(begun.message);
    // What only a part of can be done here is taken back all the same.
    const refused = await strikeAll(trial, begun).catch((error: unknown) => error);
    const undone = begun.hits.flatMap((hit) => definition.undo(hit.context, begun.params, hit.captured));
    if (undone.length > 0 && refused === undefined && definition.sustained)
      expect((await leftOn(trial, [definition])).filter(({ unseen }) => unseen === undefined)).not.toEqual([]);
    const takeBack = async () => (await takeAllBack(trial, begun, limitMs)).detail;
    const told = await Promise.all([takeBack(), takeBack()]);
    expect(await leftOn(trial, [definition]), told.join("; ")).toEqual([]);
    if (refused === undefined) expect(await takeAllBack(trial, begun, limitMs)).toMatchObject({ proven: true });
    await trial.steady(faults);

    const unstruck = await begin(trial, definition);
    if (unstruck instanceof PlatformError) throw unstruck;
    for (const { context, captured } of unstruck.hits)
      for (const action of definition.undo(context, unstruck.params, captured)) await engine.act(action);
    expect(await leftOn(trial, [definition])).toEqual([]);

    const again = await begin(trial, definition);
    if (again instanceof PlatformError) throw again;
    await strikeAll(trial, again).catch(() => undefined);
    expect(await mendAll(trial, definition, limitMs)).toEqual([]);
    expect(await leftOn(trial, [definition])).toEqual([]);
    await trial.steady(faults);
  });
});
