import { z } from "zod";

/** Who makes pods or EndpointSlices, by which their names are told from others'. */
export const namedSchema = z.strictObject({
  kind: z.enum(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "Pod", "Service"]),
  name: z.string().max(253),
});
export type Named = Readonly<z.infer<typeof namedSchema>>;

/** What Kubernetes' own suffixes are made of (apimachinery, util/rand): no vowels, so that they are no words. */
const letter = "[bcdfghjklmnpqrstvwxz2456789]";

/** What is longer is cut before the suffix (apiserver, storage/names: maxGeneratedNameLength). */
const longestBase = 58;
/** A Deployment's hash of its template has at most so many letters: a number of 32 bits (apps/v1, pod-template-hash). */
const longestHash = 10;

/**
 * How pods that a controller makes are named, or EndpointSlices of a Service (apps/v1, batch/v1 and discovery.k8s.io/v1):
 * "web" is not "web-cache".
 */
export function namePattern({ kind, name }: Named): RegExp {
  if (kind === "Pod") return new RegExp(`^${escaped(name)}$`);
  if (kind === "StatefulSet") return new RegExp(`^${escaped(name)}-\\d+$`);
  if (kind === "Deployment") return new RegExp(`^(?:${basesOf(name).join("|")})${letter}{5}$`);
  // Pods of an indexed Job have their index before the suffix.
  const index = kind === "Job" ? "(?:\\d{1,6}-)?" : "";
  return new RegExp(`^${escaped(`${name}-`.slice(0, longestBase))}${index}${letter}{5}$`);
}

/** What the names of a Deployment's pods begin with, for each length that the hash can have, cut as Kubernetes cuts. */
function basesOf(name: string): string[] {
  const wholes = Array.from({ length: longestHash }, (_, index) => `${name}-${"*".repeat(index + 1)}-`);
  const cut = new Set(wholes.map((whole) => whole.slice(0, longestBase)));
  return [...cut].map((base) => escaped(base).replaceAll("\\*", letter));
}

function escaped(text: string): string {
  return text.replaceAll(/[^a-z0-9-]/gi, (sign) => `\\${sign}`);
}
