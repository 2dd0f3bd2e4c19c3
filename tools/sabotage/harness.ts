import { spawn } from "node:child_process";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { type Chaos, follow } from "../../test/e2e/support/chaos.ts";
import type { Ground, Sabotage } from "./sabotage.ts";

/** The topology that sabotages share. */
const sharedTopology = "ha-3cp-3w";

/** What is run, and what its environment gets. */
export interface RunRequest {
  readonly scenario: string;
  readonly options?: readonly string[] | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** Starts a run of the harness on the cluster of a sabotage; it is told to end when the campaign is. */
export function startRun(
  { cluster, reports, signal }: Ground,
  { topology = sharedTopology }: Pick<Sabotage, "topology">,
  { scenario, options = [], environment }: RunRequest,
): Chaos {
  signal.throwIfAborted();
  const place = ["--topology", topology, "--reuse", "--name", cluster, "--reports", reports];
  const argv = ["--max-semi-space-size=4", "src/cli.ts", "run", scenario, ...place, ...options];
  const child = spawn(process.execPath, argv, {
    cwd: projectFolder,
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: "node_modules/.cache/compile", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end);
  child.once("close", () => signal.removeEventListener("abort", end));
  return follow(child);
}
