import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test, vi } from "vitest";
import { claimFileOf, makeClusterFolder } from "../../../src/cluster/cluster-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const clusters = Array.from({ length: 60 }, (_, index) => `kc-race-${index}`);

/** A process that claims all clusters when the file is there, each beginning with another, so that they meet. */
function claimant(start: string, index: number, of: number) {
  const first = (index * clusters.length) / of;
  const order = [...clusters.slice(first), ...clusters.slice(0, first)];
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../support/claimant.ts"), start, ...order], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = lines.next();
  const got = async () => {
    const names: string[] = [];
    for (let line = await lines.next(); line.value !== "done" && !line.done; line = await lines.next())
      names.push(line.value);
    return names;
  };
  return { ready, got };
}

test("of several that come at the same time exactly one gets a cluster that a dead process had", async () => {
  const cache = temporaryFolder();
  vi.stubEnv("KIND_CHAOS_CACHE", cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const cluster of clusters) {
    makeClusterFolder(cluster);
    const dead = { cluster, pid: 2 ** 22, started: "1", folder: "/runs/before", kept: true };
    writeFileSync(claimFileOf(cluster), JSON.stringify(dead));
  }
  const start = join(cache, "start");
  const claimants = Array.from({ length: 4 }, (_, index) => claimant(start, index, 4));
  await Promise.all(claimants.map(({ ready }) => ready));
  writeFileSync(start, "");
  const got = await Promise.all(claimants.map((one) => one.got()));
  expect(got.flat().toSorted()).toEqual(clusters.toSorted());
  // They did meet: else the test would say nothing.
  expect(got.filter((names) => names.length > 0).length).toBeGreaterThan(1);
});
