import type { Command } from "commander";
import { knownKinds } from "../setup/versions/kind-versions.ts";
import { DEFAULT_KUBERNETES, knownKubernetesVersions } from "../setup/versions/kubernetes-versions.ts";

/** Adds the options that say what clusters are made of: Kubernetes, another node image, a release of kind. */
export function addImageOptions(command: Command): Command {
  const versions = knownKubernetesVersions();
  return command
    .option(
      "--kubernetes <version>",
      `Kubernetes version, whole or as 1.37 for the newest that kind publishes of it: ${versions.join(", ")} (default: ${DEFAULT_KUBERNETES})`,
    )
    .option(
      "--image <name>",
      "another node image, for example kindest/node:v1.36.4@sha256:…; its version is that of its tag, or what --kubernetes says",
    )
    .option(
      "--kind <version>",
      `release of kind: ${knownKinds().join(", ")}; 0.31 and older have HAProxy as load balancer, newer ones Envoy (default: the one on PATH where it fits)`,
    );
}
