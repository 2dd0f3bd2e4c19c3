import type { World } from "./world.ts";

/** What is on the disk and in the environment, and what was chosen. */
export interface Given {
  /** Texts by file names below the case's folder; an object is written as JSON, which is YAML. */
  readonly files: Readonly<Record<string, string | object>>;
  /** Files below the folder, or absolute; the one called "config" where it is not said. */
  readonly kubeconfig?: string;
  /** The environment's list: names below the folder, joined as they are; nothing is added to it. */
  readonly list?: readonly string[];
  /** Neither is given: what is in the home folder, which is the case's folder, is looked for. */
  readonly home?: true;
  readonly context?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One kubeconfig that is tried with kubectl and with ours. */
export interface KubeconfigCase {
  readonly name: string;
  given(world: World): Given;
  /** Where kubectl refuses, ours does: in one line like this. Not said where kubectl reaches a server. */
  readonly refused?: RegExp;
  /** Ours refuses what kubectl takes, for this reason. */
  readonly departs?: string;
}

/** A kubeconfig with one context "here" of a cluster "c" and a user "u". */
export function config(cluster: object, user: object = { token: "good" }, more: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "here",
    contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster }],
    users: [{ name: "u", user }],
    ...more,
  };
}

/** The server that is trusted and reached without more ado. */
export function trusted({ tls, ca }: World, more: object = {}): object {
  return { server: `https://127.0.0.1:${tls}`, ...ca, ...more };
}
