import { z } from "zod";
import type { Kube } from "../../kube/kube.ts";
import type { ExpectedSet } from "../../model/expected.ts";

/** A set of pods as the API tells of it. */
export interface PodSet extends Omit<ExpectedSet, "replicas"> {
  /** How many pods it wants: its replicas, or those of a DaemonSet, one on each node that takes them. */
  readonly wanted: number;
  /** Its controller has looked at it since it was changed. */
  readonly seen: boolean;
}

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), generation: z.number() }),
      spec: z.object({ replicas: z.number().optional() }),
      status: z.object({ observedGeneration: z.number().default(0), desiredNumberScheduled: z.number().optional() }),
    }),
  ),
});

const kinds = { deployments: "Deployment", daemonsets: "DaemonSet", statefulsets: "StatefulSet" } as const;

/** The Deployments, DaemonSets and StatefulSets of a namespace; throws PlatformError where the API does not tell them. */
export async function podSetsIn(kube: Pick<Kube, "get">, namespace: string): Promise<PodSet[]> {
  const sets: PodSet[] = [];
  for (const [plural, kind] of Object.entries(kinds))
    sets.push(...readPodSets(await kube.get(`/apis/apps/v1/namespaces/${namespace}/${plural}`), namespace, kind));
  return sets;
}

/** The sets of a list as the API gives it; throws where it is none. */
export function readPodSets(list: unknown, namespace: string, kind: ExpectedSet["kind"]): PodSet[] {
  return listSchema.parse(list).items.map(({ metadata, spec, status }) => ({
    namespace,
    kind,
    name: metadata.name,
    wanted: spec.replicas ?? status.desiredNumberScheduled ?? 0,
    seen: status.observedGeneration >= metadata.generation,
  }));
}
