import { expect, onTestFinished, test, vi } from "vitest";
import { noteAddresses } from "../../../src/cluster/addresses.ts";
import { addressesAsMade, nodesAsMade } from "../../../src/healing/as-made.ts";
import type { Undo } from "../../../src/journal/undo-log.ts";
import { cluster } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("the address that was noted counts, else the first that was logged, else none", () => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const [noted, logged, unknown] = cluster.nodes.map((node, index) => ({ ...node, containerId: `id${index}` }));
  if (noted === undefined || logged === undefined || unknown === undefined) throw new Error("no nodes");
  const nodes = [noted, logged, unknown];
  noteAddresses(cluster.name, [{ containerId: noted.containerId, address: "172.30.0.21" }]);
  const at = (address: string) => ({
    cluster: {
      ...cluster,
      nodes: [
        { ...logged, address },
        { ...noted, address },
      ],
    },
  });
  const begun = [at(""), at("172.30.0.22"), at("172.30.0.23")] as Undo[];
  const addressOf = addressesAsMade(cluster.name, { begun });
  expect(nodesAsMade({ nodes }, addressOf).map(({ address }) => address)).toEqual(["172.30.0.21", "172.30.0.22", ""]);
});
