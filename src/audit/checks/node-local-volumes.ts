import type { V1PersistentVolume, V1Pod } from "@kubernetes/client-node";
import type { AuditCheck, ClusterFacts } from "../facts.ts";
import { workloadsOf } from "../objects.ts";

const check: AuditCheck = {
  name: "node-local-volumes",
  about: "workloads whose data is on one node",
  find: (facts) =>
    workloadsOf(facts).flatMap(({ subject, pods, namespace }) => {
      if (namespace === "kube-system") return [];
      const bound = pods.flatMap((pod) => localVolumesOf(pod, facts));
      if (bound.length === 0) return [];
      return [
        {
          severity: "medium" as const,
          subject,
          evidence: bound.slice(0, 3).join("; ") + (bound.length > 3 ? ` and ${bound.length - 3} more` : ""),
          why: "its pod cannot start on another node: it is Pending until the node returns, and its data is lost with the node",
          advice: "use storage that every node reaches, or an application that keeps copies itself, and back it up",
          scenario: "local-volume-loss",
        },
      ];
    }),
};
export default check;

function localVolumesOf(pod: V1Pod, { claims, volumes }: ClusterFacts): string[] {
  return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim, hostPath }) => {
    if (hostPath != null) return [`${pod.metadata?.name}: hostPath ${hostPath.path}`];
    const claim = claims.find(
      ({ metadata }) =>
        metadata?.namespace === pod.metadata?.namespace && metadata?.name === persistentVolumeClaim?.claimName,
    );
    const volume = volumes.find(({ metadata }) => metadata?.name === claim?.spec?.volumeName);
    return volume !== undefined && isLocal(volume) ? [`${pod.metadata?.name}: volume ${volume.metadata?.name}`] : [];
  });
}

function isLocal({ spec }: V1PersistentVolume): boolean {
  if (spec?.local != null || spec?.hostPath != null) return true;
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.some(({ matchExpressions = [] }) =>
    matchExpressions.some(({ key }) => key === "kubernetes.io/hostname"),
  );
}
