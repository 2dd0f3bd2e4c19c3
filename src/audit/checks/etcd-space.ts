import type { AuditCheck } from "../facts.ts";

/** A database that is fuller is near the size at which members refuse writes; etcd's own alert is at 95 %. */
const fullShare = 0.8;
const mb = 2 ** 20;

const check: AuditCheck = {
  name: "etcd-space",
  about: "etcd has raised no alarm, and is not near the size at which it refuses writes; only where it can be asked",
  scenarios: ["etcd-out-of-space"],
  find({ etcd }) {
    if (etcd === undefined) return [];
    const common = {
      subject: "etcd",
      owner: "cluster" as const,
      why: "etcd refuses every write then: nothing can be changed, and components lose their leases",
      scenario: "etcd-out-of-space",
    };
    const { alarms, members, quotaBytes } = etcd;
    const full = members.filter(({ sizeBytes = 0 }) => sizeBytes > fullShare * quotaBytes);
    return [
      ...alarms.map((alarm) => ({
        ...common,
        severity: "high" as const,
        evidence: `alarm ${alarm}`,
        advice: "compact and defragment, then etcdctl alarm disarm; of CORRUPT: replace the member",
      })),
      ...full.slice(0, 1).map(({ name, sizeBytes = 0 }) => ({
        ...common,
        severity: "medium" as const,
        evidence: `${name}: ${Math.round(sizeBytes / mb)} of ${Math.round(quotaBytes / mb)} MiB`,
        advice:
          "find what fills it (events, old custom resources), compact and defragment, or raise --quota-backend-bytes",
      })),
    ];
  },
};
export default check;
