import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Settings } from "../model/settings.ts";
import { components } from "./component-flags.ts";

/** A script that prints the manifests of static pods; one that is away just now, or of no static pod, is left out. */
export const staticPods = components
  .map(
    (name) =>
      `[ ! -f /etc/kubernetes/manifests/${name}.yaml ] || { echo ---; cat /etc/kubernetes/manifests/${name}.yaml; }`,
  )
  .join("; ");

const staticPodSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    containers: z.array(
      z.object({
        livenessProbe: z.object({
          // What is left out is Kubernetes' own default (API reference, Probe v1 core).
          periodSeconds: z.number().default(10),
          timeoutSeconds: z.number().default(1),
          failureThreshold: z.number().int().default(3),
        }),
      }),
    ),
  }),
});

/**
 * The liveness probes of static pods by component, from their manifests one after the other; those without a probe are
 * left out.
 */
export function readLiveness(manifests: string): NonNullable<Settings["kubelet"]["liveness"]> {
  const pods = parseAllDocuments(manifests).flatMap(
    (document) => staticPodSchema.safeParse(document.toJS()).data ?? [],
  );
  return Object.fromEntries(
    pods.flatMap(({ metadata, spec: { containers } }) =>
      containers.map(({ livenessProbe: probe }) => [
        metadata.name,
        {
          periodMs: probe.periodSeconds * 1_000,
          timeoutMs: probe.timeoutSeconds * 1_000,
          failureThreshold: probe.failureThreshold,
        },
      ]),
    ),
  );
}
