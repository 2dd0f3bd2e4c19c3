import Docker from "dockerode";

const docker = new Docker();

/** The containers of a cluster by its name without prefix, running or not, as the engine itself lists them. */
export function containersOf(cluster: string): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [`io.x-k8s.kind.cluster=kc-${cluster}`] } });
}
