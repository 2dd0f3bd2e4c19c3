import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { leastCpuPercent } from "../../../src/node-tools/cpu-quotas.ts";
import { lookingHere } from "../../support/looking-here.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Control groups v1 of a node, each with its quota, microseconds in a period of 100 ms. */
function groups(quotas: Readonly<Record<string, number>>): string {
  const folder = temporaryFolder();
  for (const [group, quota] of Object.entries(quotas)) {
    mkdirSync(join(folder, "cpu", group), { recursive: true });
    writeFileSync(join(folder, "cpu", group, "cpu.cfs_quota_us"), `${quota}\n`);
    writeFileSync(join(folder, "cpu", group, "cpu.cfs_period_us"), "100000\n");
  }
  return folder;
}

describe("the least limit of a node's CPU time", () => {
  it.each([
    ["none is limited", { ".": -1, kubelet: -1 }, 0],
    ["some are", { ".": -1, "kubelet/pod1": 10_000, "kubelet/pod1/container": 5_000, "kubelet/pod2": -1 }, 10],
    ["a pod may have several CPUs", { ".": -1, "kubelet/pod1": 250_000 }, 250],
  ])("is told from all of its groups where %s", async (_, quotas, percent) => {
    expect(await leastCpuPercent(lookingHere({ "/sys/fs/cgroup": groups(quotas) }), "kc-x-worker")).toBe(percent);
  });

  it("is none with control groups v2, and where none are seen", async () => {
    const v2 = groups({ "kubelet/pod1": 10_000 });
    writeFileSync(join(v2, "cgroup.controllers"), "cpu memory\n");
    expect(await leastCpuPercent(lookingHere({ "/sys/fs/cgroup": v2 }), "kc-x-worker")).toBe(0);
    expect(await leastCpuPercent(lookingHere({ "/sys/fs/cgroup": temporaryFolder() }), "kc-x-worker")).toBe(0);
  });
});
