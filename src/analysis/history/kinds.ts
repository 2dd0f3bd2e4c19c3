import type { Access } from "./access.ts";

/**
 * What the answers of operations say of the store, by their names. All go to the one etcd behind the API. Left out are
 * reads of a cache, which may be old, and answers whose revision is none of the store's (a raft term, another store's).
 */
const kinds: Readonly<Record<string, Exclude<Access["kind"], "event">>> = {
  write: "write",
  "fresh-read": "read",
  "quorum-read": "read",
  lease: "read",
  "consistent-list": "list",
};

/** The operation that makes an object and deletes it: its answer carries no revision. */
const deleting = "create-and-delete";

/** Streams of changes of the store. */
const streams: readonly string[] = ["watch", "watch-nodes", "watch-pods", "watch-endpoints", "watch-secrets"];

/** The operations whose lanes make a history. */
export const historyOperations: readonly string[] = [...Object.keys(kinds), deleting, ...streams];

/** What a confirmed attempt of an operation says of the store; undefined where that is nothing. */
export function kindOf(operation: string): Exclude<Access["kind"], "event"> | undefined {
  return Object.hasOwn(kinds, operation) ? kinds[operation] : undefined;
}

/** Whether an operation writes what is looked for at the end. */
export function leavesTraces(operation: string): boolean {
  return kindOf(operation) === "write" || operation === deleting;
}

/** Whether attempts of an operation delete what they make. */
export function deletes(operation: string): boolean {
  return operation === deleting;
}

/** Whether an operation listens to changes of the store. */
export function isStream(operation: string): boolean {
  return streams.includes(operation);
}
