import { chaos } from "./chaos.ts";

/**
 * The kept cluster of stock timings that files share, one after the other: to make one takes a minute. Who takes it leaves
 * it steady, as the harness promises of whatever it breaks; a file that does otherwise to it makes one of its own.
 */
export const keptCluster = "e2e";

/** Deletes what an earlier call that was killed has left; vitest calls this by its name. */
export async function setup(): Promise<void> {
  await teardown();
}

/** Deletes it when the last file is done; vitest calls this by its name. */
export async function teardown(): Promise<void> {
  await chaos("clean", "--all", "--cluster", keptCluster);
}
