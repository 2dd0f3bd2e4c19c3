import type { Action } from "../model/action.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** Folder of a node for the programs and images of another version of Kubernetes, until they are taken into use. */
export const softwareFolder = `${ownFolder}/software`;

/** The programs of a node that belong to its version of Kubernetes. */
export type Program = "kubeadm" | "kubectl" | "kubelet";

/**
 * Gathers, in a container of a node image that runs nothing else, what a node needs for its version $1: the three
 * programs, and an archive of the images that its kubeadm asks for. containerd is started for that, because the image
 * has them in its store. The pod's own sandbox goes by another tag in some node images than kubeadm knows.
 */
const gather = [
  `mkdir -p ${softwareFolder} && cd ${softwareFolder} || exit`,
  'for one in kubeadm kubectl kubelet; do cp "$(command -v $one)" . || exit; done',
  "containerd >/tmp/containerd.log 2>&1 & pid=$!",
  "for try in $(seq 100); do ctr version >/dev/null 2>&1 && break; sleep 0.1; done",
  'there=$(ctr -n k8s.io images ls -q) && wanted=$(./kubeadm config images list --kubernetes-version "v$1") || exit',
  'for one in $wanted; do echo "$there" | grep -qxF "$one" && continue',
  'like=$(echo "$there" | grep -m1 "/pause:")',
  'case "$one" in */pause:*) ctr -n k8s.io images tag "$like" "$one" >/dev/null || exit;;',
  '*) echo "the node image has no $one" >&2; exit 1;; esac; done',
  "ctr -n k8s.io images export images.tar $wanted || exit",
  'kill $pid; echo "$wanted"',
].join("\n");

/** The words of that command. */
export function gatherWords(version: string): string[] {
  return scriptWords(gather, version);
}

/** Takes away what lay there of another version, whose note must not stand beside what is brought now. */
export const makeRoomWords: readonly string[] = scriptWords(`mkdir -p ${ownFolder} && rm -rf ${softwareFolder}`);

/** Gives a node's containerd the images, pinned so that no kubelet cleans them away, and says at last whose they are. */
const importImages = [
  `cd ${softwareFolder} || exit`,
  "ctr -n k8s.io images import --label io.cri-containerd.pinned=pinned images.tar >/dev/null || exit",
  'rm -f images.tar && echo "$1" >complete',
].join("\n");

/** The words of the command that imports what was copied to a node, and notes of which version and image it is. */
export function importWords(version: string, nodeImage: string): string[] {
  return scriptWords(importImages, describeSoftware(version, nodeImage));
}

/** The words of the command that prints what a node has been given completely, or nothing. */
export const softwareWords: readonly string[] = scriptWords(
  `[ ! -e ${softwareFolder}/complete ] || exec cat ${softwareFolder}/complete`,
);

/** What stands on a node that has been given the software of a version out of an image. */
export function describeSoftware(version: string, nodeImage: string): string {
  return `${version} from ${nodeImage}`;
}

/**
 * Puts the programs "$@" that lie ready in the place of those that are used: written beside and moved, so that one that
 * runs goes on, and whoever starts it meanwhile finds the old one or the new one.
 */
const replace = [
  "for one; do",
  `to=$(command -v "$one") && cp ${softwareFolder}/$one "$to.new" && mv "$to.new" "$to" || exit`,
  "done",
].join("\n");

/** Replaces programs of a node by those that were brought to it. */
export function replacePrograms(node: string, ...programs: readonly Program[]): Action {
  return { do: "exec", node, argv: scriptWords(replace, ...programs) };
}

/** Starts the kubelet of a node anew, in the version that lies there now. */
export function restartKubelet(node: string): Action {
  return { do: "exec", node, argv: ["systemctl", "restart", "kubelet"] };
}
