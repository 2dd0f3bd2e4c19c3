/** Folder of a node for all that the harness keeps there; on the file system of etcd's data, and outside of it. */
export const ownFolder = "/var/lib/kind-chaos";
