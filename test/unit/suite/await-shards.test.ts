import { describe, expect, it } from "vitest";
import { PlatformError, UsageError } from "../../../src/model/errors.ts";
import type { Suite } from "../../../src/model/suite.ts";
import { awaitShards, whatIsMissing } from "../../../src/suite/await-shards.ts";
import type { FoundSummary } from "../../../src/suite/found-summary.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

/** The shards of one call, one run each, of which these are there. */
function shards(of: number, ...there: readonly (readonly [index: number, end: Suite["end"]])[]): FoundSummary[] {
  const runs = Array.from({ length: of }, (_, index) => suiteRun({ scenario: `s${index}` }));
  const plan = runs.map(({ scenario, repeat, topology, profile, kubernetes, kind, seed }, index) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, seed, shard: index + 1 },
  }));
  return there.map(([index, end]) => {
    const suite = suiteOf(runs.slice(index - 1, index), end);
    return { folder: `f${index}`, suite: { ...suite, suite: `suite-${index}`, shard: { index, of, plan } } };
  });
}

describe("what has not come yet", () => {
  it.each<[readonly FoundSummary[], number | undefined, string | undefined]>([
    [[], undefined, "one more summary"],
    [[], 3, "3 more summaries"],
    [shards(3, [2, "completed"]), undefined, "2 shards: 1/3, 3/3"],
    [shards(3, [1, "completed"], [2, "cut"], [3, "completed"]), undefined, "1 shard: 2/3"],
    [shards(2, [1, "completed"], [2, "stopped"]), undefined, undefined],
    [shards(2, [1, "completed"], [2, "completed"]), 3, "one more summary"],
    [shards(2, [1, "completed"]), 4, "1 shard: 2/2, and 2 more summaries"],
    [[{ folder: "f", suite: suiteOf([suiteRun()]) }], undefined, undefined],
  ])("of %# is told", (found, expected, missing) => {
    expect(whatIsMissing(found, expected)).toBe(missing);
  });
});

describe("a merge that waits", () => {
  /** Looks at what is there, one after the other; returns what came, and what was told. */
  async function waited(looks: readonly (readonly FoundSummary[])[], mostPauses = looks.length) {
    const told: string[] = [];
    let look = 0;
    const { found } = await awaitShards({
      find: async () => ({ found: looks[Math.min(look, looks.length - 1)] ?? [], merged: [] }),
      expected: undefined,
      pause: async () => ++look <= mostPauses,
      tell: (line) => void told.push(line),
    });
    return { found, told };
  }
  const all = shards(2, [1, "completed"], [2, "completed"]);

  it("goes on when all is there, and says what it waits for once", async () => {
    const first = all.slice(0, 1);
    expect(await waited([[], [], first, first, all])).toEqual({
      found: all,
      told: ["waiting for one more summary", "waiting for 1 shard: 2/2"],
    });
  });

  it("takes what there is when the time is over", async () => {
    const first = all.slice(0, 1);
    expect((await waited([first, first, all], 1)).found).toEqual(first);
  });

  /** Looks one after the other, each of which finds something or fails. */
  async function asked(looks: readonly (readonly FoundSummary[] | Error)[]) {
    const told: string[] = [];
    let look = 0;
    const waiting = awaitShards({
      find: async () => {
        const found = looks[Math.min(look, looks.length - 1)] ?? [];
        if (found instanceof Error) throw found;
        return { found, merged: [] };
      },
      expected: undefined,
      pause: async () => ++look < looks.length,
      tell: (line) => void told.push(line),
    });
    return { found: (await waiting).found, told };
  }
  const refused = new PlatformError("store", "s3://nights: the store refused: SlowDown");

  it("asks a store again that answered before", async () => {
    expect(await asked([all.slice(0, 1), refused, refused, all])).toEqual({
      found: all,
      told: ["waiting for 1 shard: 2/2", "chaos: s3://nights: the store refused: SlowDown"],
    });
    await expect(asked([all.slice(0, 1), refused])).rejects.toThrow("SlowDown");
  });

  it("does not wait for a store that never answered, nor with summaries that contradict each other", async () => {
    await expect(asked([refused, all])).rejects.toThrow("SlowDown");
    await expect(asked([[], new UsageError("a and b differ"), all])).rejects.toThrow("differ");
  });
});
