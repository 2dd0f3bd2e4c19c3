import { z } from "zod";
import type { Kube } from "../../kube/kube.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import { type KubernetesObject, type Manifest, nameOf } from "./manifest.ts";

const resourcesSchema = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});

/** What others need to be there before them comes first: the rest follows in the order of the files. */
const first: readonly string[] = ["ServiceAccount", "Secret", "ConfigMap", "PersistentVolumeClaim", "Role", "Service"];

/**
 * Creates objects in a namespace, which takes them along when it goes; one that names another namespace is put into this
 * one. Throws PlatformError with what the API says.
 */
export async function applyManifests(
  kube: Pick<Kube, "get" | "create">,
  manifests: readonly Manifest[],
  { namespace, images }: { readonly namespace: string; readonly images: readonly string[] },
): Promise<void> {
  const known = new Map<string, Promise<string>>();
  const accounts = manifests.flatMap(({ object }) => (object.kind === "ServiceAccount" ? object.metadata.name : []));
  for (const { where, object } of manifests.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const key = `${object.apiVersion} ${object.kind}`;
    const plural = await (known.get(key) ?? pluralOf(kube, object, where));
    known.set(key, Promise.resolve(plural));
    const root = groupPath(object.apiVersion);
    const metadata = { ...object.metadata, namespace };
    const placed = { ...withLoadedImages(withOwnSubjects(object, accounts, namespace), images), metadata };
    await kube.create(`${root}/namespaces/${namespace}/${plural}`, placed).catch((cause: unknown) => {
      const what = `${where}: the cluster does not take ${nameOf(object)}: ${messageOf(cause)}`;
      throw new PlatformError("application", what, { cause });
    });
  }
}

/** A RoleBinding of ServiceAccounts that are applied, too: they are in this namespace, whichever it names. */
function withOwnSubjects(object: KubernetesObject, accounts: readonly string[], namespace: string): KubernetesObject {
  const { subjects } = object as { readonly subjects?: unknown };
  if (object.kind !== "RoleBinding" || !Array.isArray(subjects)) return object;
  const isOwn = (one: { readonly kind?: unknown; readonly name?: unknown } | null) =>
    one?.kind === "ServiceAccount" && accounts.includes(String(one.name));
  return { ...object, subjects: subjects.map((one) => (isOwn(one) ? { ...one, namespace } : one)) };
}

function rankOf({ object }: Manifest): number {
  const rank = first.indexOf(object.kind);
  return rank < 0 ? first.length : rank;
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The name of a kind's collection, as the cluster's own discovery tells it. */
async function pluralOf(kube: Pick<Kube, "get">, object: KubernetesObject, where: string): Promise<string> {
  const answer = await kube.get(groupPath(object.apiVersion)).catch((cause: unknown) => {
    throw new PlatformError("application", `${where}: the cluster has no API ${object.apiVersion}`, { cause });
  });
  const found = resourcesSchema
    .parse(answer)
    .resources.find(({ name, kind }) => kind === object.kind && !name.includes("/"));
  if (found === undefined)
    throw new PlatformError("application", `${where}: the cluster has no kind ${object.kind} in ${object.apiVersion}`);
  if (!found.namespaced)
    throw new PlatformError("application", `${where}: ${nameOf(object)} is of no namespace: it would outlive the run`);
  return found.name;
}

/**
 * The object with the containers of images that were loaded into the nodes: where they ask to be pulled always, as
 * ":latest" does by itself, no registry has them.
 */
export function withLoadedImages<Value>(value: Value, images: readonly string[]): Value {
  if (Array.isArray(value)) return value.map((item) => withLoadedImages(item, images)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const changed = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withLoadedImages(inner, images)]),
  );
  const { image, name } = changed;
  const isContainer = typeof image === "string" && typeof name === "string";
  if (!isContainer || !images.some((one) => wholeName(one) === wholeName(image))) return changed as Value;
  return { ...changed, imagePullPolicy: "IfNotPresent" } as Value;
}

/** An image's name with all that may be left out of it, as nodes do: "docker.io/library/shop:latest" for "shop". */
function wholeName(image: string): string {
  const [first = "", ...rest] = image.split("/");
  const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const path = isRegistry ? image : `docker.io/${rest.length > 0 ? "" : "library/"}${image}`;
  return /[:@][^/]*$/.test(path) ? path : `${path}:latest`;
}
