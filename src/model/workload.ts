/** Name of the workload under test: of its Deployment, its Service, and the beginning of its pods' names. */
export const workloadName = "workload";

/** The question that every replica answers with its own name in a TXT record; ".test" is nobody's (RFC 6761). */
export const replicaQuestion = { name: "replica.test", type: "TXT" } as const;

/** The workload's NodePorts, as a node's `ports` name them; a topology publishes them on loopback. */
export const workloadPorts = { http: "30080", dns: "30053/udp" } as const;
