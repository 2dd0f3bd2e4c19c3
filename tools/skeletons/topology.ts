import type { Skeleton } from "../skeleton.ts";

/** A topology of three control planes and one worker; contract tests cover it. */
export default {
  files: ({ name, words }) => ({
    [`kind-configs/${name}.yaml`]: `# Three control planes with stacked etcd, and one worker: ${words}.
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
  - role: control-plane
  - role: control-plane
  - role: worker
`,
  }),
  next: [
    "say in the first sentence of its comment what it is; npm run chaos -- plan baseline --topology <name> shows it",
  ],
} satisfies Skeleton;
