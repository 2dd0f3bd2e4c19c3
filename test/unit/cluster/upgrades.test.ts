import { describe, expect, it } from "vitest";
import { readUpgrades, whyOtherwiseUpgraded } from "../../../src/cluster/upgrades.ts";
import { kubernetesOf } from "../../../src/model/cluster.ts";
import { cluster } from "../../support/recording-runtime.ts";

const marks: Record<string, string> = { "kc-x-control-plane": "1.37.0\n" };
const engine = {
  exec: async (node: string) => ({
    exitCode: node === "kc-x-worker3" ? 1 : 0,
    stdout: marks[node] ?? "",
    stderr: "gone",
  }),
};

describe("to which versions nodes were upgraded", () => {
  it("is told by each node itself, and not known where one does not tell", async () => {
    const nodes = cluster.nodes.filter(({ short }) => short !== "worker3");
    expect(await readUpgrades(engine, nodes)).toEqual({ "control-plane": "1.37.0" });
    await expect(readUpgrades(engine, cluster.nodes)).rejects.toThrow(
      "kc-x-worker3 does not say whether it was upgraded: gone",
    );
  });

  it("is none of a cluster that is to be as it was made, and exactly what a run in an upgrade expects", () => {
    const mixed = { "control-plane": "1.37.0" };
    expect(whyOtherwiseUpgraded({})).toBeUndefined();
    expect(whyOtherwiseUpgraded(mixed)).toBe("it was upgraded, or begun to be: control-plane to 1.37.0");
    expect(whyOtherwiseUpgraded(mixed, mixed)).toBeUndefined();
    const later = { ...mixed, worker: "1.37.0" };
    expect(whyOtherwiseUpgraded(later, mixed)).toBe("it was upgraded, or begun to be: worker to 1.37.0");
    expect(whyOtherwiseUpgraded(mixed, later)).toBe("it was upgraded, or begun to be: worker not at all");
  });

  it("is told with the version of a cluster", () => {
    const { kubernetes } = cluster;
    expect(kubernetesOf({ kubernetes })).toBe("1.37.2");
    expect(kubernetesOf({ kubernetes, upgraded: { a: "1.38.0", b: "1.38.0" } })).toBe(
      "1.37.2, upgraded to 1.38.0 on a, b",
    );
  });
});
