import type { NodeLook } from "../../model/upgrade-look.ts";
import { compareVersions, versionOf } from "../../model/version.ts";

/** What tells that a node is not whole: "NotReady", "cordoned"; none where it is. `wanted` are its static pods. */
export function notWhole(node: NodeLook | undefined, wanted: readonly string[]): string[] {
  if (node === undefined) return ["gone"];
  const components = node.components ?? [];
  const missing = node.components === undefined ? [] : wanted.filter((name) => !components.some(isCalled(name)));
  return [
    ...(node.cordoned ? ["cordoned"] : []),
    ...(node.ready ? [] : [node.unheard ? "NotReady, its kubelet is not heard of" : "NotReady"]),
    ...missing.map((name) => `${name} away`),
    ...components.filter(({ ready }) => !ready).map(({ name }) => `${name} not Ready`),
  ];
}

/** What of a change of a node that is there is a sign of work on it, whole or not; `seen` is how it was last seen. */
export function changeSigns(seen: NodeLook | undefined, after: NodeLook): string[] {
  if (seen === undefined) return ["joined"];
  return [
    ...(seen.uid === after.uid ? [] : ["another node of this name"]),
    ...changed("kubelet", seen.kubelet, after.kubelet),
    ...(after.components ?? []).flatMap(({ name, version }) => {
      const old = seen.components?.find(isCalled(name));
      return old === undefined ? [] : changed(name, old.version, version);
    }),
  ];
}

/** Whether its kubelet and its API server have different versions: somebody who upgrades it is half through. */
export function isHalfThrough(node: NodeLook | undefined): boolean {
  const server = versionOf(node?.components?.find(isCalled("kube-apiserver"))?.version);
  const kubelet = versionOf(node?.kubelet);
  return server !== undefined && kubelet !== undefined && compareVersions(server, kubelet) !== 0;
}

function changed(what: string, before: string, after: string): string[] {
  if (before === after || before === "" || after === "") return [];
  const [old, young] = [versionOf(before), versionOf(after)];
  const isBack = old !== undefined && young !== undefined && compareVersions(young, old) < 0;
  return [`${what} ${isBack ? "back " : ""}from ${before} to ${after}`];
}

function isCalled(wanted: string): (component: { readonly name: string }) => boolean {
  return ({ name }) => name === wanted;
}
