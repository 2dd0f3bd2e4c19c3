import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeEnding } from "../host/own-package.ts";
import type { ClusterFacts } from "./facts.ts";
import { isControlPlane, isSystem, type Platform } from "./platform.ts";

const folder = join(import.meta.dirname, "platforms");
const files = readdirSync(folder).filter((file) => file.endsWith(codeEnding));
const platforms = await Promise.all(
  files
    .toSorted()
    .map(async (file) => ((await import(pathToFileURL(join(folder, file)).href)) as { default: Platform }).default),
);

/** A cluster of no distribution that is known: as kubeadm makes it, or of a provider that hides its control plane. */
function unknown(hidden: boolean): Platform {
  return {
    name: hidden ? "a provider's" : "kubeadm or alike",
    fits: () => true,
    owns: ({ namespace, annotations }) =>
      hidden && isSystem(namespace) && annotations["meta.helm.sh/release-name"] === undefined,
  };
}

/** The distribution or provider of a cluster, by its nodes and its version. */
export function platformOf(facts: Pick<ClusterFacts, "version" | "nodes">): Platform {
  return platforms.find((one) => one.fits(facts)) ?? unknown(!facts.nodes.some(isControlPlane));
}
