import { z } from "zod";
import { type Application, askOf, entranceName, protocolOf } from "../../model/application.ts";
import { UsageError } from "../../model/errors.ts";
import { isOfKubernetes, type KubernetesObject, type Manifest, nameOf } from "./manifest.ts";
import { entrancePort, portOf, serviceSchema } from "./service.ts";

/** Kinds of Kubernetes' own APIs that belong to no namespace (kubectl api-resources --namespaced=false, 1.34). */
const clusterKinds: readonly string[] = [
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IPAddress",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "ServiceCIDR",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
];

/** Kinds of Kubernetes' own APIs that make pods. */
const makers: readonly string[] = [
  "CronJob",
  "DaemonSet",
  "Deployment",
  "Job",
  "Pod",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
];

/** What every namespace has as soon as it is there, or what is made there beside an application. */
const taken: readonly string[] = ["ServiceAccount default", "ConfigMap kube-root-ca.crt", `Service ${entranceName}`];

/**
 * Checks that manifests can be applied to a namespace and taken away with it, and that what is asked is among them;
 * throws UsageError in one line that says where and what to do.
 */
export function checkManifests(manifests: readonly Manifest[], application: Application): void {
  for (const { where, object } of manifests) {
    if (clusterKinds.includes(object.kind) && isOfKubernetes(object))
      throw new UsageError(
        `${where}: ${nameOf(object)} belongs to the whole cluster and would outlive the run: leave it out, or make it with --after-create; all else goes into the run's own namespace`,
      );
    if (taken.includes(nameOf(object)))
      throw new UsageError(`${where}: ${nameOf(object)} is there without it: leave it out, or give it another name`);
  }
  mustBeOfOneNamespace(manifests);
  const twice = manifests.find(({ object }, index) =>
    manifests.slice(0, index).some((other) => isSame(other.object, object)),
  );
  if (twice !== undefined) throw new UsageError(`${twice.where}: ${nameOf(twice.object)} is there twice`);
  if (manifests.every(({ object }) => isOfKubernetes(object) && !makers.includes(object.kind)))
    throw new UsageError("nothing among the manifests makes pods: name those of a Deployment, a Job or the like, too");
  checkAsked(manifests, application);
}

function mustBeOfOneNamespace(manifests: readonly Manifest[]): void {
  const named = manifests.filter(({ object }) => object.metadata.namespace);
  const [first] = named;
  const other = named.find(({ object }) => object.metadata.namespace !== first?.object.metadata.namespace);
  if (first !== undefined && other !== undefined)
    throw new UsageError(
      `${other.where}: ${nameOf(other.object)} is of the namespace ${other.object.metadata.namespace}, ${nameOf(first.object)} of ${first.object.metadata.namespace}: a run has one; apply them yourself and name the --app-namespace`,
    );
}

function checkAsked(manifests: readonly Manifest[], application: Application): void {
  const asked = askOf(application);
  if (asked === undefined) return;
  const services = manifests.filter(({ object }) => object.kind === "Service" && isOfKubernetes(object));
  const service = services.find(({ object }) => object.metadata.name === asked.service);
  if (service === undefined) {
    const names = services.map(({ object }) => object.metadata.name);
    throw new UsageError(
      `no Service "${asked.service}" is among the manifests, only ${names.join(", ") || "none at all"}`,
    );
  }
  const parsed = serviceSchema.safeParse(service.object);
  if (!parsed.success)
    throw new UsageError(
      `${service.where}: ${nameOf(service.object)} cannot be asked: ${z.prettifyError(parsed.error).split("\n")[0]}`,
    );
  const protocol = protocolOf(application) === "dns" ? "UDP" : "TCP";
  portOf(parsed.data, asked.port, protocol);
  const entrance = entrancePort(protocol);
  const rival = services.find(({ object }) =>
    serviceSchema.safeParse(object).data?.spec.ports.some(({ nodePort }) => nodePort === entrance),
  );
  if (rival !== undefined)
    throw new UsageError(
      `${rival.where}: ${nameOf(rival.object)} has the nodePort ${entrance}, by which the run asks the application: leave its nodePort out`,
    );
}

function isSame(a: KubernetesObject, b: KubernetesObject): boolean {
  return a.kind === b.kind && a.apiVersion === b.apiVersion && a.metadata.name === b.metadata.name;
}
