import type { Action } from "../model/action.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** Folder of a node with a folder for each version of Kubernetes that was brought to it. */
const shelf = `${ownFolder}/software`;

/** Folder of a node for the programs and images of a version of Kubernetes, until they are taken into use. */
export function softwareFolderOf(version: string): string {
  return `${shelf}/${version}`;
}

/** The programs of a node that belong to its version of Kubernetes. */
export type Program = "kubeadm" | "kubectl" | "kubelet";

/**
 * Gathers, in a container of a node image that runs nothing else, what a node needs for its version $1: the three
 * programs, and an archive of the images that its kubeadm asks for. containerd is started for that, because the image
 * has them in its store. The pod's own sandbox goes by another tag in some node images than kubeadm knows. Where $2 says
 * so, any other image goes by the tag that is there, too.
 */
const gather = [
  `mkdir -p "${shelf}/$1" && cd "${shelf}/$1" || exit`,
  'for one in kubeadm kubectl kubelet; do cp "$(command -v $one)" . || exit; done',
  "containerd >/tmp/containerd.log 2>&1 & pid=$!",
  "for try in $(seq 100); do ctr version >/dev/null 2>&1 && break; sleep 0.1; done",
  'there=$(ctr -n k8s.io images ls -q) && wanted=$(./kubeadm config images list --kubernetes-version "v$1") || exit',
  'given=""; for one in $wanted; do echo "$there" | grep -qxF "$one" || case "$one" in',
  '*/pause:*) like=$(echo "$there" | grep -m1 "/pause:"); ctr -n k8s.io images tag "$like" "$one" >/dev/null || exit;;',
  '*) like=""; [ "$2" != any-tag ] || like=$(echo "$there" | grep -m1 "^$(echo "$one" | sed "s/:[^:]*$//"):")',
  '[ -n "$like" ] || { echo "the node image has no $one" >&2; exit 1; }; one=$like;;',
  'esac; given="$given $one"; done',
  "ctr -n k8s.io images export images.tar $given || exit",
  "kill $pid; printf '%s\\n' $given",
].join("\n");

/**
 * The words of that command. A version that the cluster was made with has what its settings asked for, and no other tags
 * are needed to come back to it; one that is new to it needs what its own kubeadm asks for.
 */
export function gatherWords(version: string, isNew: boolean): string[] {
  return scriptWords(gather, version, isNew ? "own-tags" : "any-tag");
}

const makeRoom = `mkdir -p ${shelf} && rm -rf "${shelf}/$1"`;

/** The words of the command that takes away what lay there of a version, out of another image perhaps. */
export function makeRoomWords(version: string): string[] {
  return scriptWords(makeRoom, version);
}

/** Gives a node's containerd the images, pinned so that no kubelet cleans them away, and says at last whose they are. */
const importImages = [
  `cd "${shelf}/$1" || exit`,
  "ctr -n k8s.io images import --label io.cri-containerd.pinned=pinned images.tar >/dev/null || exit",
  'rm -f images.tar && echo "$2" >complete',
].join("\n");

/** The words of the command that imports what was copied to a node, and notes of which version and image it is. */
export function importWords(version: string, nodeImage: string): string[] {
  return scriptWords(importImages, version, describeSoftware(version, nodeImage));
}

const brought = `[ ! -e "${shelf}/$1/complete" ] || exec cat "${shelf}/$1/complete"`;

/** The words of the command that prints out of which image a node has been given a version completely, or nothing. */
export function softwareWords(version: string): string[] {
  return scriptWords(brought, version);
}

/** What stands on a node that has been given the software of a version out of an image. */
export function describeSoftware(version: string, nodeImage: string): string {
  return `${version} from ${nodeImage}`;
}

/**
 * Puts the programs "$@" of the version $1 that lie ready in the place of those that are used: written beside and moved,
 * so that one that runs goes on, and whoever starts it meanwhile finds the old one or the new one.
 */
const replace = [
  'from="$1"; shift',
  "for one; do",
  `to=$(command -v "$one") && cp "${shelf}/$from/$one" "$to.new" && mv "$to.new" "$to" || exit`,
  "done",
].join("\n");

/** Replaces programs of a node by those of a version that was brought to it. */
export function replacePrograms(node: string, version: string, ...programs: readonly Program[]): Action {
  return { do: "exec", node, argv: scriptWords(replace, version, ...programs) };
}

const mustHave = `[ -e "${shelf}/$1/complete" ] || { echo "the software of $1 does not lie ready here" >&2; exit 1; }`;

/** Fails where the software of a version was not brought to a node: before anything is taken down for it. */
export function mustHaveSoftware(node: string, version: string): Action {
  return { do: "exec", node, argv: scriptWords(mustHave, version) };
}

/** Starts the kubelet of a node anew, in the version that lies there now. */
export function restartKubelet(node: string): Action {
  return { do: "exec", node, argv: ["systemctl", "restart", "kubelet"] };
}
