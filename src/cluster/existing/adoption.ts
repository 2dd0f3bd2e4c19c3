import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import type { Adopted } from "../../host/docker/own-containers.ts";
import type { Engine } from "../../host/engine.ts";
import { replaceFile } from "../../host/output-file.ts";
import { type Node, nodeSchema } from "../../model/cluster.ts";
import { PlatformError, UsageError } from "../../model/errors.ts";
import { adoptionOf, clustersFolder, isClusterName, makeClusterFolder } from "../cluster-folder.ts";
import { clusterStateSchema } from "./cluster-state.ts";

/** What is known of a cluster that kind made without the harness, from before it is touched until it was given back. */
const adoptionSchema = z.strictObject({
  cluster: z.string(),
  network: z.string(),
  /** The engine's own id. */
  engine: z.string(),
  pins: z.boolean(),
  nodes: z.array(nodeSchema),
  /** How it was before, with which it is compared when it is given back. */
  before: clusterStateSchema,
});
export type Adoption = z.infer<typeof adoptionSchema>;

/** Notes on the disk that a cluster is used and how it is before that; from then on others can put it back. */
export function writeAdoption(adoption: Adoption): void {
  makeClusterFolder(adoption.cluster);
  replaceFile(adoptionOf(adoption.cluster), `${JSON.stringify(adoption)}\n`, 0o600);
}

/**
 * What was noted of a cluster; undefined where nobody uses it, or it was given back. Throws PlatformError
 * "adoption-unknown" for notes that nobody understands: the cluster may be broken all the same.
 */
export function readAdoption(cluster: string): Adoption | undefined {
  const file = adoptionOf(cluster);
  try {
    return adoptionSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new PlatformError("adoption-unknown", unknownWords(cluster, file), { cause });
  }
}

/**
 * The same of a cluster with these containers; undefined also where the notes are of others of its name, which are gone.
 * Throws UsageError where they are of a cluster on another engine.
 */
export async function notedOf(
  engine: Pick<Engine, "identity">,
  cluster: string,
  present: readonly Pick<Node, "containerId">[],
): Promise<Adoption | undefined> {
  const noted = readAdoption(cluster);
  if (noted === undefined) return undefined;
  if (noted.engine !== (await engine.identity())) throw new UsageError(elsewhereWords(cluster, adoptionOf(cluster)));
  const isThere = noted.nodes.some(({ containerId }) => present.some((one) => one.containerId === containerId));
  return isThere ? noted : undefined;
}

/** Forgets that a cluster was used, of which nothing is there any more. */
export function removeAdoption(cluster: string): void {
  rmSync(adoptionOf(cluster), { force: true });
}

/** The names of all clusters of this machine's user that are used, or were not given back. */
export function adoptedClusters(): string[] {
  const folder = clustersFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => isClusterName(name) && existsSync(adoptionOf(name)));
}

/** What an engine has to know of such a cluster. */
export function adoptedOf({ cluster, network, pins, nodes }: Omit<Adoption, "before" | "engine">): Adopted {
  return { cluster, network, pins, containers: nodes.map(({ containerId }) => containerId) };
}

/** The same engine, for the containers of a cluster besides where it was noted that it is used. */
export function adoptingEngine(engine: Engine, cluster: string): Engine {
  const adoption = readAdoption(cluster);
  return adoption === undefined ? engine : engine.adopting(adoptedOf(adoption));
}

function unknownWords(cluster: string, file: string): string {
  return `${file} is not understood: clean ${cluster} with the release that wrote it, or see that it is well and delete that file`;
}

function elsewhereWords(cluster: string, file: string): string {
  const instead = `"npx kind-chaos clean --cluster ${cluster}" with that engine; where it is gone for good, delete ${file}`;
  return `--cluster ${cluster}: a cluster of that name on another engine was not given back: ${instead}`;
}
