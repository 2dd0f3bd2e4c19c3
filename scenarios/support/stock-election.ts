/**
 * etcd's own election timeout, milliseconds (its flag election-timeout; raft draws from one to two of it): that of the
 * profile stock. What a fault takes is said in numbers, while limits follow the cluster's own settings.
 */
export const electionTimeoutMs = 1_000;
