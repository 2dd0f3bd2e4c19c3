/**
 * How soon a pod with its data on one node is Ready after that node's return: the time that the store gets when it is made
 * (src/apps/store/deployment.ts). Recorded: 3.4 to 4.1 s.
 */
export const dataBack = "90s";

/**
 * How soon what ended for want of others answers again: the kubelet waits 10, 20 and 40 s before it starts a container once
 * more that ended again and again, and 20 s are for the start itself. Recorded on a machine without a free core: 55 to 61 s.
 */
export const startedAgain = "90s";

/**
 * How soon all is steady after nodes came back: the same with what has to be Ready after it, by probes of 10 s and their
 * threshold of three (kubeadm's). Recorded: 2 to 23 s.
 */
export const nodesSteady = "120s";
