import type { HostFacts } from "../../src/host/host-facts.ts";

/** A machine with a Docker engine of its own that can carry everything, as far as it is told. */
export const plainHost: HostFacts = {
  notDocker: undefined,
  cgroup: "v2",
  kernel: "6.12",
  cpus: 2,
  memoryBytes: 8e9,
  isLocalEngine: true,
  missingCapabilities: [],
  openFileLimit: undefined,
  inotifyInstances: undefined,
  inotifyWatches: undefined,
  clockAhead: [0, 0],
  diskFreeBytes: undefined,
  hasEngineDisk: true,
  features: [],
};
