import { kubectlFunction } from "./kubectl.ts";

/**
 * Defines functions of a shell that ask the API server of this node, whatever the load balancer would choose: `own` is
 * kubectl, `readyz` prints the status of its readiness as kubeadm's own probe asks for it (000 where it does not answer),
 * and `ready` is whether that is 200.
 */
export const ownServerFunctions = [
  kubectlFunction,
  'own() { k --server=https://localhost:6443 --tls-server-name=kubernetes "$@"; }',
  "readyz() { curl -sk --max-time 5 -o /dev/null -w '%{http_code}' https://localhost:6443/readyz; }",
  'ready() { [ "$(readyz)" = 200 ]; }',
].join("\n");
