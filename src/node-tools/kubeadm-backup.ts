import type { Action } from "../model/action.ts";
import { manifestFolder, type StaticPod, staticPodSchema } from "./component.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { againMs, runsAgainFunction, runsAgainWords } from "./runs-again.ts";
import { scriptWords } from "./script.ts";
import { replacedFolder } from "./take-down.ts";

/** Where kubeadm keeps what an upgrade replaces, in folders with the time in their names (kubeadm, CreateTimestampDir). */
const kept = "/etc/kubernetes/tmp";

/**
 * Defines functions of a shell. `backup` prints the last folder with the manifests that an upgrade from the version $1
 * replaced, and fails where there is none. `put` puts the manifest $2 of the folder $1 in the place of the one that is
 * used, in one step; one that an upgrade has not replaced, etcd's where both versions have the same, stays.
 */
const backupFunctions = [
  `backup() { file=$(grep -lE "kube-apiserver:v$1\\"?\\$" ${kept}/kubeadm-backup-manifests-*/kube-apiserver.yaml 2>/dev/null | tail -n 1)`,
  `[ -n "$file" ] || { echo "kubeadm kept no manifests of $1" >&2; return 1; }; dirname "$file"; }`,
  `put() { [ ! -e "$1/$2.yaml" ] || { cp "$1/$2.yaml" "${kept}/$2.yaml.put" && mv "${kept}/$2.yaml.put" "${manifestFolder}/$2.yaml"; }; }`,
].join("\n");

/** Puts the manifest of the component $1 back as it was in the version $4, and waits until the component runs in it. */
const putBack = [
  runsAgainFunction,
  backupFunctions,
  'from=$(backup "$4") && put "$from" "$1" || exit',
  'runs_again "$1" "$2" "$3"',
].join("\n");

/** Puts a component back as it was before the upgrade from a version, and waits until it works. */
export function putComponentBack(node: string, component: StaticPod, version: string): Action {
  const argv = scriptWords(putBack, ...runsAgainWords(component), version);
  return { do: "exec", node, argv, timeoutMs: againMs };
}

/**
 * Puts a manifest back while the kubelet stands still: one of another version that finds a manifest changed whose pod it
 * has just taken over waits two minutes for that pod's volumes (measured twice, 1.36.4 after 1.37.0).
 */
const putAtRest = [
  backupFunctions,
  'from=$(backup "$2") && systemctl stop kubelet || exit',
  'put "$from" "$1"; came=$?',
  "systemctl start kubelet || exit",
  'exit "$came"',
].join("\n");

/** Starts the kubelet of a node anew, in the version that lies there now, with a component as it was in a version. */
export function restartKubeletWith(node: string, component: StaticPod, version: string): Action {
  return { do: "exec", node, argv: scriptWords(putAtRest, component, version) };
}

/** Puts all manifests of the version $1 back at once; what the upgrade did not replace was there before the restore. */
const putAll = [
  backupFunctions,
  'from=$(backup "$1") || exit',
  `for one in ${staticPodSchema.options.join(" ")}; do at="$from"; [ -e "$at/$one.yaml" ] || at="${replacedFolder}"`,
  '[ -e "$at/$one.yaml" ] || { echo "nobody kept the manifest of $one" >&2; exit 1; }',
  'put "$at" "$one" || exit; done',
].join("\n");

/** Puts every manifest that was taken away back as before the upgrade from a version, for a kubelet that starts them. */
export function putManifestsBack(node: string, version: string): Action {
  return { do: "exec", node, argv: scriptWords(putAll, version) };
}

/**
 * etcd's members agree on the lowest minor version among them, and one of a lower version than that does not start: while
 * one of the version that was kept is left, another can go back to it. Where no manifest of etcd was kept, none does.
 */
const oldMember = [
  backupFunctions,
  etcdFunctions,
  'from=$(backup "$1") || exit; [ -e "$from/etcd.yaml" ] || exit 0',
  `old=$(sed -nE 's/^[ -]*image: .*:v?([0-9]+\\.[0-9]+)\\.[0-9]+.*/\\1/p' "$from/etcd.yaml" | head -n 1)`,
  '[ -n "$old" ] || { echo "the manifest of etcd that was kept names no version" >&2; exit 1; }',
  'etcd endpoint status --cluster | cut -d, -f3 | grep -q "^ *$old\\." && exit',
  'echo "no etcd member of $old is left that another could join: restore-control-planes is the way back" >&2; exit 1',
].join("\n");

/** Fails where no etcd member is left of those before the upgrade from a version: then none can go back. */
export function mustHaveOldMember(node: string, version: string): Action {
  return { do: "exec", node, argv: scriptWords(oldMember, version) };
}

/** Whose manifest names the version of Kubernetes: no upgrade leaves one of them as it was. */
const ofKubernetes = staticPodSchema.options.filter((component) => component !== "etcd");

const haveBackup = [
  backupFunctions,
  'from=$(backup "$1") || exit',
  `for one in ${ofKubernetes.join(" ")}; do [ -e "$from/$one.yaml" ] || { echo "kubeadm kept no manifest of $one of $1" >&2; exit 1; }; done`,
].join("\n");

/** Fails where there are no manifests of a version to put back: before anything is taken down for it. */
export function mustHaveManifests(node: string, version: string): Action {
  return { do: "exec", node, argv: scriptWords(haveBackup, version) };
}

/**
 * The kubelet's own settings as the last upgrade found them: an older kubelet refuses fields that it does not know. What
 * kubeadm kept nothing of, it did not write anew.
 */
const settings = [
  "back() { file=$(ls -t $1 2>/dev/null | head -n 1)",
  '[ -z "$file" ] || { cp "$file" "$2.put" && mv "$2.put" "$2"; }; }',
  `back "${kept}/kubeadm-kubelet-config*/config.yaml" /var/lib/kubelet/config.yaml || exit`,
  `back "${kept}/kubeadm-kubelet-env*/kubeadm-flags.env" /var/lib/kubelet/kubeadm-flags.env`,
].join("\n");

/** Puts the kubelet's settings back as kubeadm found them in the last upgrade. */
export function putKubeletSettingsBack(node: string): Action {
  return { do: "exec", node, argv: scriptWords(settings) };
}
