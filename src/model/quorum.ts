/** Of how many etcd members the groups are made that are compared. */
export const quorumSizes = [1, 3, 5] as const;
export type QuorumSize = (typeof quorumSizes)[number];

/** Name of the Service through which clients reach a group of etcd members; lanes have it as their destination. */
export function quorumName(size: QuorumSize): `quorum-${QuorumSize}` {
  return `quorum-${size}`;
}

/**
 * Name of a group of etcd members: of its StatefulSet, of the Service that gives the members their names, and the
 * beginning of its pods' names.
 */
export function membersName(size: QuorumSize): string {
  return `members-${size}`;
}
