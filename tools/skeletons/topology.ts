import type { Skeleton } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "kind-configs/<name>.yaml; the baseline is checked on it",
  files: (name) => [
    {
      file: `kind-configs/${name}.yaml`,
      text: `# Three control planes and one worker. Say here what the topology is for.
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
  - role: control-plane
  - role: control-plane
  - role: worker
`,
    },
  ],
};
export default skeleton;
