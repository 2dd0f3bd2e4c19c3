import { kindEnvironment, reasonOf } from "../cluster/kind-command.ts";
import { run } from "../host/command.ts";
import { applicationSchema, isApplication } from "../model/application.ts";
import type { Cluster } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { RunRequest } from "./run-request.ts";

/** Measured: 3 s for 10 MB into six nodes; images of gigabytes take minutes. */
const loadMs = 600_000;

/**
 * Loads the images of a scenario's own application from the engine into every node that runs pods; no registry is asked,
 * and one that is there already is left. Throws PlatformError "image-load" where kind cannot.
 */
export async function loadImages(cluster: Cluster, { planned, recording }: RunRequest): Promise<void> {
  const { workload } = planned.scenario;
  const images = isApplication(workload) ? (applicationSchema.parse(workload).images ?? []) : [];
  if (images.length === 0) return;
  recording.emit({ type: "phase", name: "load images", edge: "begin" });
  const nodes = cluster.nodes.filter(({ role }) => role === "control-plane" || role === "worker");
  const names = nodes.map(({ name }) => name).join(",");
  const result = await run(
    [planned.cluster.kind, "load", "docker-image", ...images, "--name", cluster.name, "--nodes", names],
    { env: kindEnvironment(cluster.network), timeoutMs: loadMs, signal: recording.signal },
  );
  if (result.exitCode !== 0)
    throw new PlatformError("image-load", `kind could not load ${images.join(", ")}: ${reasonOf(result.stderr)}`);
  recording.emit({ type: "phase", name: "load images", edge: "end" });
}
