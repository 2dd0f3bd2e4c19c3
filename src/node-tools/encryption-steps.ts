import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { rewriteSecrets } from "./encrypted-secrets.ts";
import {
  dropOldKeys,
  encryptionFolder,
  forgetKeys,
  makeKey,
  nextConfig,
  type Order,
  writeConfig,
} from "./encryption-config.ts";
import { awaitConfig, mustBeOurs, putConfig, removeConfig } from "./encryption-rollout.ts";
import { scriptWords } from "./script.ts";

/** An API server looks at its configuration once a minute, and starts in some 20 s: twice that and more, milliseconds. */
const limitMs = 170_000;

/**
 * What all of it may take, milliseconds: three API servers that are started anew, three times three that read their
 * configuration within the same minute, and what is written anew.
 */
export const encryptionMs = 1_200_000;

/** One way of writing all of it for a cluster whose first control plane keeps the keys. */
function stepsOf(cluster: Cluster, first: string) {
  const planes = controlPlanes(cluster);
  const on = (node: string, script: string, ...words: readonly string[]): Action => ({
    do: "exec",
    node,
    argv: scriptWords(script, ...words),
    timeoutMs: limitMs,
  });
  const inPart = (action: Action, part: string): Action => (action.do === "exec" ? { ...action, part } : action);
  const each = (script: string, ...words: readonly string[]) => planes.map(({ name }) => on(name, script, ...words));
  /** A configuration, written on the first, copied to all, put in its place on all, and waited for on all. */
  const rollOut = (order: Order, how: "switch-on" | "as-it-is", part: string): Action[] => [
    on(first, writeConfig, order),
    ...planes.flatMap(({ name }): Action[] =>
      name === first
        ? []
        : [
            { do: "exec", node: name, argv: ["mkdir", "-p", "-m", "700", encryptionFolder] },
            { do: "copy", from: first, node: name, path: nextConfig },
          ],
    ),
    ...planes.map(({ name, short }) => inPart(on(name, putConfig, how), `${part}: put on ${short}`)),
    ...planes.map(({ name, short }) => inPart(on(name, awaitConfig), `${part}: taken by ${short}`)),
  ];
  return { planes, on, inPart, each, rollOut };
}

/**
 * Encrypts secrets with a new key, as Kubernetes says it for several API servers: it is known to all before it is the
 * first of any, all secrets are written anew, and only then the old key goes. `first` keeps the keys.
 */
export function encryptWithNewKey(cluster: Cluster, first: string): Action[] {
  const { on, inPart, each, rollOut } = stepsOf(cluster, first);
  return [
    ...each(mustBeOurs),
    inPart(on(first, makeKey), "a key made"),
    ...rollOut("known", "switch-on", "the new key known"),
    ...rollOut("used", "as-it-is", "the new key used"),
    inPart(on(first, rewriteSecrets, "newest"), "all secrets written anew"),
    on(first, dropOldKeys),
    ...rollOut("used", "as-it-is", "the old key dropped"),
  ];
}

/** Takes encryption back, wherever it was broken off: nothing is written with a key, all is written anew, no key is left. */
export function encryptNothing(cluster: Cluster, first: string): Action[] {
  const { planes, on, inPart, each, rollOut } = stepsOf(cluster, first);
  return [
    ...each(mustBeOurs),
    ...rollOut("plain", "as-it-is", "no key used"),
    inPart(on(first, rewriteSecrets, "plain"), "all secrets written anew"),
    ...planes.map(({ name, short }) => inPart(on(name, removeConfig), `no encryption on ${short}`)),
    on(first, forgetKeys),
  ];
}
