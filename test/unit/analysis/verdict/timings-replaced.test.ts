import { expect, it } from "vitest";
import { timingsReplaced } from "../../../../src/analysis/verdict/timings-replaced.ts";
import type { Cluster } from "../../../../src/model/cluster.ts";

const cluster = { profile: "fast" } as Cluster;

it("says that the verdict is of the profile's timings, and doubts nothing", () => {
  const [assumption] = timingsReplaced({ cluster: { ...cluster, replacedTimings: ["etcd a 1, 2 with the profile"] } });
  expect(assumption).toMatchObject({ outcome: "pass" });
  expect(assumption?.summary).toMatch(/not of the kind file's own: etcd a 1, 2/);
});

it("says nothing where nothing was replaced", () => {
  expect(timingsReplaced({ cluster })).toEqual([]);
  expect(timingsReplaced({} as never)).toEqual([]);
});
