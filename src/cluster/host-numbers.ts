/**
 * The last numbers of the addresses that the harness gives out in a cluster's /24; kind's nodes take the lowest free
 * ones, and never come that far.
 */
export const hostNumbers = {
  /** The address that two load balancers share. */
  virtualAddress: 200,
  /** The first external etcd member; the others follow. */
  etcd: 201,
  /** The first of the load balancers that share an address; the other follows. */
  balancer: 211,
} as const;
