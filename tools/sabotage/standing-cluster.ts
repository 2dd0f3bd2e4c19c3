import { kindClusterLabel } from "../../src/host/docker/own-containers.ts";
import { chaos } from "../../test/e2e/support/chaos.ts";
import { startRun } from "./harness.ts";
import { isMarked } from "./means/mark.ts";
import { takeBackRedirects } from "./means/redirect.ts";
import type { Ground, Sabotage } from "./sabotage.ts";

/** Deletes the cluster of a ground with all that leads elsewhere from it. */
export async function removeCluster({ cluster }: Pick<Ground, "cluster">): Promise<void> {
  await takeBackRedirects(cluster);
  await chaos("clean", "--all", "--cluster", cluster);
}

/** Deletes what a sabotage that was not taken back left of the cluster, before it is taken for a sound one. */
export async function withoutLeftovers(ground: Ground): Promise<void> {
  await takeBackRedirects(ground.cluster);
  if ((await stands(ground)) && (await isMarked(ground.engine, ground.cluster))) await removeCluster(ground);
}

/** Makes the cluster, where it is not there yet, before what prepares a sabotage needs it; throws where that fails. */
export async function standingCluster(ground: Ground, sabotage: Pick<Sabotage, "topology" | "profile">): Promise<void> {
  if (await stands(ground)) return;
  const options = ["--profile", sabotage.profile ?? "stock"];
  const run = startRun(ground, sabotage, { scenario: "tools/sabotage/scenarios/a-moment.ts", options });
  await run.ended;
  ground.signal.throwIfAborted();
  if (!(await stands(ground))) throw new Error(`no cluster to sabotage: ${run.stderr().trim().split("\n").at(-1)}`);
}

/** Whether there is anything of the cluster. */
export async function stands({ engine, cluster }: Ground): Promise<boolean> {
  return (await engine.containers.labelled(`${kindClusterLabel}=${cluster}`)).length > 0;
}
