import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { claimCluster } from "../../src/cluster/claims.ts";

/** Claims one cluster after another from when a file is there, and prints which it got; lives until it is killed. */
const [start = "", ...clusters] = process.argv.slice(2);
process.stdout.write("ready\n");
while (!existsSync(start)) await sleep(1);
for (const cluster of clusters)
  if (await claimCluster(cluster, { folder: "/runs/a", engine: "", isThere: true }))
    process.stdout.write(`${cluster}\n`);
process.stdout.write("done\n");
await sleep(600_000);
