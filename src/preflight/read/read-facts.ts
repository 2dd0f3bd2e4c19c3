import type { V1Namespace } from "@kubernetes/client-node";
import { parse } from "yaml";
import { z } from "zod";
import type { ReadContainers } from "../../audit/kind/containers.ts";
import { kindCluster } from "../../audit/kind/read-containers.ts";
import { readList } from "../../audit/lists.ts";
import { readFacts } from "../../audit/read-facts.ts";
import type { Reached } from "../../kube/reach.ts";
import type { Chosen } from "../../setup/versions/image-choice.ts";
import type { UpgradeFacts } from "../facts.ts";
import { parseKubeadmConfig } from "../kubeadm-config.ts";
import { type ProgramFile, settingsOf } from "../settings.ts";
import { readApiServers } from "./api-servers.ts";
import { readKept } from "./config-maps.ts";
import { nothingShown, readShown } from "./containers.ts";
import { readSpace } from "./space.ts";
import { readTarget } from "./target.ts";

/**
 * Reads everything that is looked at before an upgrade to a version, and changes nothing: the API with GET alone, each
 * API server at its own address, the containers of a kind cluster where this engine has them, and the new version's own
 * programs in a container that is gone afterwards. Throws UsageError where the cluster cannot be read as an audit reads
 * it; whatever else could not be read is a gap.
 */
export async function readUpgradeFacts(
  reached: Reached,
  chosen: Chosen,
  containers: ReadContainers | undefined,
): Promise<UpgradeFacts> {
  const facts = await readFacts(reached);
  const kept = await readKept(reached);
  const namespaces = (await readList(reached, "/api/v1/namespaces")) as V1Namespace[] | undefined;
  const cluster = kindCluster(facts);
  const shown =
    cluster === undefined || containers === undefined
      ? nothingShown(cluster === undefined ? "it is no kind cluster of this machine" : "Docker is not asked", facts)
      : await readShown(containers, cluster, facts);
  const { servers, gaps: ofServers } = await readApiServers(reached, facts.nodes, shown.published);
  const { space, gaps: ofSpace } = await readSpace(reached, facts.nodes);
  const kubeadm = kept.kubeadm === undefined ? undefined : parseKubeadmConfig(kept.kubeadm);
  const files = [...kept.files, ...shown.files];
  const settings = settingsOf(facts, kubeadm, files);
  const { target, gaps: ofTarget } = await readTarget(chosen, cluster !== undefined, settings, kept.kubeadm);
  return {
    ...facts,
    certificates: [...facts.certificates, ...shown.certificates],
    etcd: shown.etcd,
    target,
    apiServers: servers,
    namespaces: namespaces ?? [],
    kubeadm,
    evictionHard: evictionOf(files),
    space,
    gaps: [
      ...kept.gaps,
      ...(kept.kubeadm === undefined || kubeadm !== undefined ? [] : [unreadableConfig]),
      ...(namespaces === undefined ? [unlistedNamespaces] : []),
      ...shown.gaps,
      ...ofServers,
      ...ofSpace,
      ...ofTarget,
    ],
  };
}

const unlistedNamespaces = {
  subject: "namespaces",
  evidence:
    "they may not be listed: webhooks that choose namespaces by labels are judged by the namespaces' names alone",
  advice: "let this user list namespaces",
};

const unreadableConfig = {
  subject: "ConfigMap kube-system/kubeadm-config",
  evidence: "its ClusterConfiguration cannot be read: flags and pinned images in it are not known",
  advice: "kubeadm config validate says what is wrong with it",
};

const evictionSchema = z.object({ evictionHard: z.record(z.string(), z.coerce.string()).nullish() });

/** The thresholds that kubeadm keeps for all kubelets; {} where they are the kubelet's own. */
function evictionOf(files: readonly ProgramFile[]): Readonly<Record<string, string>> {
  const kept = files.find(({ where }) => where === "ConfigMap kube-system/kubelet-config");
  if (kept === undefined) return {};
  try {
    return evictionSchema.parse(parse(kept.text)).evictionHard ?? {};
  } catch {
    return {};
  }
}
