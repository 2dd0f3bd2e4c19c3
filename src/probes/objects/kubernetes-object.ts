import type { Reading } from "../operation.ts";

/** Asks for an object's metadata instead of all of it. */
export const metadataOnly = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

/** The resource version of a Kubernetes object; throws where the body is none. */
export function readObject(body: string): Reading {
  const object: { metadata?: { resourceVersion?: string } } = JSON.parse(body);
  const version = object.metadata?.resourceVersion;
  if (version === undefined) throw new Error("no metadata.resourceVersion");
  return { revision: Number(version) };
}
