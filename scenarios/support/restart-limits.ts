/**
 * How soon a pod with its data on one node is Ready after that node's return: the time that the store gets when it is made
 * (src/apps/store/deployment.ts). Recorded: 3.4 to 4.1 s.
 */
export const dataBack = "90s";

/**
 * How soon all is steady after nodes came back: the kubelet waits 10, 20 and 40 s before it starts a container once
 * more that ended again and again, 20 s are for the start itself, and what has to be Ready is so after probes of 10 s
 * and their threshold of three (kubeadm's). Recorded: 2 to 69 s, the most where two control planes come back at once.
 */
export const nodesSteady = "120s";
