import { z } from "zod";
import type { Kube } from "../../kube/kube.ts";
import type { ApplicationSet } from "../../model/application-state.ts";

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        generation: z.number().default(0),
        ownerReferences: z.array(z.unknown()).default([]),
      }),
      spec: z.object({ replicas: z.number().optional(), completions: z.number().optional() }).default({}),
      status: z
        .object({
          observedGeneration: z.number().optional(),
          desiredNumberScheduled: z.number().default(0),
          numberReady: z.number().default(0),
          readyReplicas: z.number().default(0),
          succeeded: z.number().default(0),
          ready: z.number().default(0),
          phase: z.string().optional(),
          conditions: z
            .array(z.object({ type: z.string(), status: z.string(), message: z.string().optional() }))
            .default([]),
        })
        .prefault({}),
    }),
  ),
});
type Item = z.output<typeof listSchema>["items"][number];

const collections = {
  Deployment: "/apis/apps/v1/namespaces/{}/deployments",
  StatefulSet: "/apis/apps/v1/namespaces/{}/statefulsets",
  DaemonSet: "/apis/apps/v1/namespaces/{}/daemonsets",
  Job: "/apis/batch/v1/namespaces/{}/jobs",
  ReplicaSet: "/apis/apps/v1/namespaces/{}/replicasets",
  Pod: "/api/v1/namespaces/{}/pods",
} as const;

/** Kinds whose objects mostly are made by others: only those that are by themselves count. */
const mostlyMade: readonly string[] = ["ReplicaSet", "Pod"];

/** What makes pods in a namespace, and pods by themselves, as the API tells of it; throws PlatformError where it does not. */
export async function applicationSets(kube: Pick<Kube, "get">, namespace: string): Promise<ApplicationSet[]> {
  const sets: ApplicationSet[] = [];
  for (const [kind, path] of Object.entries(collections))
    sets.push(...readSets(kind as keyof typeof collections, await kube.get(path.replace("{}", namespace))));
  return sets;
}

/** The sets of a list as the API gives it; throws where it is none. */
export function readSets(kind: keyof typeof collections, list: unknown): ApplicationSet[] {
  return listSchema
    .parse(list)
    .items.filter(({ metadata }) => !mostlyMade.includes(kind) || metadata.ownerReferences.length === 0)
    .map((item) => ({ kind, name: item.metadata.name, ...countsOf(kind, item) }));
}

function countsOf(
  kind: keyof typeof collections,
  { metadata, spec, status }: Item,
): Pick<ApplicationSet, "wanted" | "ready" | "running" | "failed"> {
  if (kind === "Job") {
    const failed = status.conditions.find(({ type, status: is }) => type === "Failed" && is === "True");
    const counts = { wanted: spec.completions ?? 1, ready: status.succeeded, running: status.ready };
    return failed === undefined ? counts : { ...counts, failed: failed.message ?? "it failed" };
  }
  if (kind === "Pod") {
    const isReady = status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True");
    return { wanted: 1, ready: isReady || status.phase === "Succeeded" ? 1 : 0 };
  }
  // What its controller has not looked at yet has nothing that is Ready of it.
  const isSeen = (status.observedGeneration ?? 0) >= metadata.generation;
  if (kind === "DaemonSet") return { wanted: status.desiredNumberScheduled, ready: isSeen ? status.numberReady : 0 };
  return { wanted: spec.replicas ?? 1, ready: isSeen ? status.readyReplicas : 0 };
}
