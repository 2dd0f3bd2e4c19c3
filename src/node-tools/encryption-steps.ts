import { type Action, asPart } from "../model/action.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { limitOf } from "./deadline.ts";
import { rewriteSeconds, rewriteSecrets } from "./encrypted-secrets.ts";
import {
  dropOldKeys,
  encryptionFolder,
  forgetKeys,
  makeKey,
  nextConfig,
  noteCompleted,
  type Order,
  writeConfig,
} from "./encryption-config.ts";
import {
  awaitConfig,
  mustBeOurs,
  mustTakeKeys,
  mustTell,
  putConfig,
  removeConfig,
  takenSeconds,
} from "./encryption-rollout.ts";
import { scriptWords } from "./script.ts";

/** What a command gets beside the time that it gives itself, for its last question, milliseconds. */
const besideMs = 30_000;

/** Time for the commands that wait, milliseconds; all others, and who puts a file alone, have the engine's own limit. */
const limits: Readonly<Record<string, number>> = {
  [putConfig]: takenSeconds * 1_000 + besideMs,
  [awaitConfig]: takenSeconds * 1_000 + besideMs,
  [removeConfig]: takenSeconds * 1_000 + besideMs,
  [rewriteSecrets]: rewriteSeconds * 1_000 + besideMs,
};

/** What is said of how a configuration is put in its place: see putConfig and awaitConfig. */
type How = "switch-on" | "as-it-is" | "back";

/** One way of writing all of it for a cluster whose first control plane keeps the keys. */
function stepsOf(cluster: Cluster, first: string) {
  const planes = controlPlanes(cluster);
  const on = (node: string, script: string, ...words: readonly string[]): Action => {
    const timeoutMs = script === putConfig && words[0] !== "switch-on" ? undefined : limits[script];
    return { do: "exec", node, argv: scriptWords(script, ...words), ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  };
  const each = (script: string, ...words: readonly string[]) => planes.map(({ name }) => on(name, script, ...words));
  /** A configuration, written on the first, copied to all, put in its place on all, and waited for on all. */
  const rollOut = (order: Order, how: How, part: string): Action[] => [
    on(first, writeConfig, order),
    ...planes.flatMap(({ name }): Action[] =>
      name === first
        ? []
        : [
            { do: "exec", node: name, argv: ["mkdir", "-p", "-m", "700", encryptionFolder] },
            { do: "copy", from: first, node: name, path: nextConfig },
          ],
    ),
    ...planes.map(({ name, short }) => asPart(on(name, putConfig, how), `${part}: put on ${short}`)),
    ...planes.map(({ name, short }) => asPart(on(name, awaitConfig, how), `${part}: taken by ${short}`)),
  ];
  return { planes, on, each, rollOut };
}

/** Goes on only where a key can be changed: nothing was, and nothing is to be taken back, where it cannot. */
export function mustSuitKeys(cluster: Cluster, first: string): Action[] {
  const { each } = stepsOf(cluster, first);
  return [...each(mustBeOurs), ...each(mustTell)];
}

/**
 * Encrypts secrets with a new key, as Kubernetes says it for several API servers: it is known to all before it is the
 * first of any, all secrets are written anew, and only then the old key goes. `first` keeps the keys.
 */
export function encryptWithNewKey(cluster: Cluster, first: string): Action[] {
  const { on, each, rollOut } = stepsOf(cluster, first);
  return [
    ...each(mustTakeKeys),
    asPart(on(first, makeKey), "a key made"),
    ...rollOut("known", "switch-on", "the new key known"),
    ...rollOut("used", "as-it-is", "the new key used"),
    asPart(on(first, rewriteSecrets, "newest"), "all secrets written anew"),
    on(first, dropOldKeys),
    ...rollOut("used", "as-it-is", "the old key dropped"),
    ...each(noteCompleted),
  ];
}

/** Takes encryption back, wherever it was broken off: nothing is written with a key, all is written anew, no key is left. */
export function encryptNothing(cluster: Cluster, first: string): Action[] {
  const { planes, on, each, rollOut } = stepsOf(cluster, first);
  return [
    ...each(mustBeOurs),
    ...rollOut("plain", "back", "no key used"),
    asPart(on(first, rewriteSecrets, "plain"), "all secrets written anew"),
    ...planes.map(({ name, short }) => asPart(on(name, removeConfig), `no encryption on ${short}`)),
    // The first is the last to forget: by what it has it is known that it was not taken back to its end.
    ...each(forgetKeys).toReversed(),
  ];
}

/** How long a change of the key, or taking all of it back, may take with its proof, milliseconds. */
export function encryptionMs(cluster: Cluster): number {
  const first = controlPlanes(cluster)[0]?.name ?? "";
  const anew = [...mustSuitKeys(cluster, first), ...encryptWithNewKey(cluster, first)];
  const longest = Math.max(limitOf(anew), limitOf(encryptNothing(cluster, first)));
  return sentinelMs + longest + proofMs;
}

/** Time for the sentinel, which is written before: the engine's own limit, milliseconds. */
const sentinelMs = 20_000;

/** How long it is looked for evidence that it was done, milliseconds; the same as of every procedure. */
const proofMs = 40_000;
