import type { V1PersistentVolume, V1Pod } from "@kubernetes/client-node";
import type { AuditCheck, ClusterFacts } from "../facts.ts";
import { workloadsOf } from "../workloads.ts";

/** What is the machine's own and no data of an application: sockets, devices, logs, its configuration. */
const ofMachine = /^\/(dev|etc|lib|proc|run|sys|usr|var\/(log|run))(\/|$)/;

const check: AuditCheck = {
  name: "node-local-volumes",
  about: "workloads whose data is on one node",
  scenarios: ["local-volume-loss"],
  find(facts) {
    const claimed = volumesByClaim(facts);
    return workloadsOf(facts)
      .filter(({ owner }) => owner === "application")
      .flatMap(({ subject, pods, owner }) => {
        const bound = pods.flatMap((pod) => localVolumesOf(pod, claimed));
        if (bound.length === 0) return [];
        return [
          {
            severity: "medium" as const,
            subject,
            owner,
            evidence: bound.slice(0, 3).join("; ") + (bound.length > 3 ? ` and ${bound.length - 3} more` : ""),
            why: "its pod cannot start on another node: it is Pending until the node returns, and its data is lost with the node",
            advice: "use storage that every node reaches, or an application that keeps copies itself, and back it up",
            scenario: "local-volume-loss",
          },
        ];
      });
  },
};
export default check;

/** Volumes by the namespace and name of the claim that they are bound to. */
function volumesByClaim({ claims, volumes }: ClusterFacts): Map<string, V1PersistentVolume> {
  const byName = new Map(volumes.map((volume) => [volume.metadata?.name, volume]));
  return new Map(
    claims.flatMap(({ metadata, spec }) => {
      const volume = byName.get(spec?.volumeName);
      return volume === undefined ? [] : [[`${metadata?.namespace}/${metadata?.name}`, volume] as const];
    }),
  );
}

function localVolumesOf(pod: V1Pod, claimed: ReadonlyMap<string, V1PersistentVolume>): string[] {
  return (pod.spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, hostPath }) => {
    if (hostPath != null)
      return ofMachine.test(hostPath.path) || isReadOnly(pod, name)
        ? []
        : [`${pod.metadata?.name}: hostPath ${hostPath.path}`];
    const volume = claimed.get(`${pod.metadata?.namespace}/${persistentVolumeClaim?.claimName}`);
    return volume !== undefined && isLocal(volume) ? [`${pod.metadata?.name}: volume ${volume.metadata?.name}`] : [];
  });
}

/** A pod that writes nothing there loses nothing with the node. */
function isReadOnly({ spec }: V1Pod, volume: string): boolean {
  const mounts = (spec?.containers ?? []).flatMap(({ volumeMounts = [] }) => volumeMounts);
  const its = mounts.filter(({ name }) => name === volume);
  return its.length > 0 && its.every(({ readOnly }) => readOnly === true);
}

function isLocal({ spec }: V1PersistentVolume): boolean {
  if (spec?.local != null || spec?.hostPath != null) return true;
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.some(({ matchExpressions = [] }) =>
    matchExpressions.some(({ key }) => key === "kubernetes.io/hostname"),
  );
}
