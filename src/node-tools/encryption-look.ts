import { type Cluster, controlPlanes } from "../model/cluster.ts";
import type { CommandLook } from "../model/leftover.ts";
import { encryptionFolder } from "./encryption-config.ts";
import { encryptNothing } from "./encryption-steps.ts";

/**
 * Secrets that are encrypted, or were to be: the first control plane, which keeps the keys, is the first to have anything
 * of it and the last to forget it. It takes back for the others, too, once: two at a time would hinder each other.
 */
export function encryptionLook(cluster: Cluster): CommandLook[] {
  const [first] = controlPlanes(cluster);
  if (first === undefined) return [];
  return [
    {
      what: "secrets that are encrypted in etcd, or are to be",
      node: first.name,
      argv: ["test", "-e", encryptionFolder],
      exits: [0, 1],
      isLeft: ({ exitCode }) => exitCode === 0,
      mend: encryptNothing(cluster, first.name),
      mendTries: 3,
    },
  ];
}
