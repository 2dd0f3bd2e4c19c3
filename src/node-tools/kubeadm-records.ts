import type { Action } from "../model/action.ts";
import type { Evidence } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { kubectlFunction } from "./kubectl.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** Folder of a node with a folder of kubeadm's records of the cluster for each version that they were kept of. */
const recordsFolder = `${ownFolder}/records`;

/** The records that `kubeadm upgrade apply` writes anew, and keeps no copy of: ConfigMaps of kube-system. */
const records = "kubeadm-config kubelet-config";

/** Says by $1 whether this node's upgrade is for what all nodes share. */
const shared = "shared";

/** Defines functions of a shell: `of` prints what the record $1 says, `as_patch` the patch that makes it say just that. */
const recordFunctions = [
  kubectlFunction,
  "of() { k -n kube-system get configmap \"$1\" -o 'jsonpath={.data}'; }",
  `as_patch() { said=$(of "$1") && [ -n "$said" ] && printf '[{"op":"replace","path":"/data","value":%s}]' "$said"; }`,
].join("\n");

/** Each as a patch that puts it back, in the folder of the version that kubeadm's record names: complete at last. */
const keep = [
  `[ "$1" = ${shared} ] || exit 0`,
  recordFunctions,
  "version=$(of kubeadm-config | sed -nE 's/.*kubernetesVersion: *v([0-9.]+).*/\\1/p')",
  '[ -n "$version" ] || { echo "kubeadm\'s record names no version" >&2; exit 1; }',
  `mkdir -p "${recordsFolder}/$version" && cd "${recordsFolder}/$version" || exit`,
  `for one in ${records}; do as_patch "$one" >"$one.part" && sync "$one.part" && mv "$one.part" "$one" || exit`,
  "done; touch complete",
].join("\n");

const mustHave = [
  `[ "$1" = ${shared} ] || exit 0`,
  `[ -e "${recordsFolder}/$2/complete" ] || { echo "the cluster's records of $2 were not kept here" >&2; exit 1; }`,
].join("\n");

/** An API server that etcd was taken from a moment ago may fail once: each is tried five times. */
const putBack = [
  mustHave,
  kubectlFunction,
  `cd "${recordsFolder}/$2" || exit`,
  `for one in ${records}; do for try in 1 2 3 4 5`,
  'do k -n kube-system patch configmap "$one" --type json --patch-file "$one" && continue 2; sleep 2; done; exit 1',
  "done",
].join("\n");

/** Two records, five times each: what kubectl is given for one request, and the rest between. */
const putBackMs = 2 * 5 * 12_000;

/** Keeps the cluster's records as they are, on the node whose upgrade writes them anew; elsewhere it does nothing. */
export function keepRecords(node: string, isShared: boolean): Action {
  return { do: "exec", node, argv: scriptWords(keep, isShared ? shared : "") };
}

/** Fails where no records of a version are kept to put back: before anything is taken down for it. */
export function mustHaveRecords(node: string, isShared: boolean, version: string): Action {
  return { do: "exec", node, argv: scriptWords(mustHave, isShared ? shared : "", version) };
}

/** Puts the cluster's records of a version back as they were kept on this node; elsewhere it does nothing. */
export function putRecordsBack(node: string, isShared: boolean, version: string): Action {
  const argv = scriptWords(putBack, isShared ? shared : "", version);
  return { do: "exec", node, argv, timeoutMs: putBackMs };
}

/** Prints which records say something else than those that were kept of the version $1. */
const differing = [
  recordFunctions,
  `cd "${recordsFolder}/$1" || exit`,
  `for one in ${records}; do said=$(as_patch "$one") || exit; [ "$said" = "$(cat "$one")" ] || echo "$one"; done`,
].join("\n");

/** Whether the cluster's records say what they said of a version, as kept on this node. */
export async function recordsBack(runtime: NodeRuntime, node: string, version: string): Promise<Evidence> {
  const { stdout } = await runtime.look(node, scriptWords(differing, version));
  const others = stdout
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  const proven = others.length === 0;
  const detail = proven
    ? `every component is Ready in ${version}, the kubelet too, and the cluster's records say so`
    : `other than in ${version}: ${others.join(", ")}`;
  return { proven, detail };
}
