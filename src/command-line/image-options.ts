import type { Command } from "commander";
import { knownKinds } from "../setup/versions/kind-versions.ts";
import { DEFAULT_KUBERNETES, knownKubernetesVersions } from "../setup/versions/kubernetes-versions.ts";

/** Adds the options that say what clusters are made of: Kubernetes, another node image, a release of kind. */
export function addImageOptions(command: Command): Command {
  return addImageAndKind(command.option(kubernetesFlag, kubernetesInWords()));
}

/** The same for what provides images: each `--kubernetes` adds a version to a list. */
export function addSeveralImageOptions(command: Command): Command {
  const collect = (version: string, before: readonly string[] = []) => [...before, version];
  return addImageAndKind(command.option(kubernetesFlag, `${kubernetesInWords()}; as often as wanted`, collect));
}

const kubernetesFlag = "--kubernetes <version>";

function kubernetesInWords(): string {
  const versions = knownKubernetesVersions().join(", ");
  return `Kubernetes version, whole or as 1.37 for the newest that kind publishes of it: ${versions} (default: ${DEFAULT_KUBERNETES})`;
}

function addImageAndKind(command: Command): Command {
  return command
    .option(
      "--image <name>",
      "another node image, for example kindest/node:v1.36.4@sha256:…; its version is that of its tag, or what --kubernetes says",
    )
    .option(
      "--kind <version>",
      `release of kind: ${knownKinds().join(", ")}; 0.31 and older have HAProxy as load balancer, newer ones Envoy (default: the one on PATH where it fits)`,
    );
}
