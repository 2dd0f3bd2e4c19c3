import { z } from "zod";

/** What every object of Kubernetes says of itself. */
export const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().nullish(),
  }),
});
export type KubernetesObject = z.infer<typeof objectSchema>;

/** An object that is to be applied, with where it stands: "app.yaml:12". */
export interface Manifest {
  readonly where: string;
  readonly object: KubernetesObject;
}

/** Whether an object is of one of Kubernetes' own APIs, and not of somebody's who gave a kind the same name. */
export function isOfKubernetes({ apiVersion }: KubernetesObject): boolean {
  const [group = "", version] = apiVersion.split("/");
  return version === undefined || !group.includes(".") || group.endsWith(".k8s.io");
}

/** "Deployment web". */
export function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}
