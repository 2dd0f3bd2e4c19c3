import type { V1CronJob } from "@kubernetes/client-node";
import type { AuditCheck, ClusterFacts } from "../facts.ts";
import { componentPods } from "../objects.ts";

const hourMs = 3_600_000;
/** Older than this and a day's work is lost with etcd, hours. */
const oldHours = 24;

const subject = "etcd snapshots";
const why =
  "when etcd's data is lost, or somebody deletes what they should not, only a snapshot brings the cluster back";
const scenario = "etcd-snapshot-restore";

const check: AuditCheck = {
  name: "snapshots",
  about: "a CronJob takes etcd snapshots, and the last one is not old",
  find(facts) {
    if (facts.controlPlane === undefined && componentPods(facts, "etcd").length === 0) return [];
    const jobs = facts.cronJobs.filter(takesSnapshots);
    if (jobs.length === 0)
      return [
        {
          severity: "medium",
          subject,
          evidence: "no CronJob of the cluster takes any; what is done outside cannot be seen from here",
          why,
          advice: "take them regularly, keep them elsewhere, and try to restore one",
          scenario,
        },
      ];
    const last = Math.max(...jobs.map(({ status }) => Date.parse(String(status?.lastSuccessfulTime ?? "")) || 0));
    const hours = (facts.now - last) / hourMs;
    if (hours <= oldHours) return [];
    return [
      {
        severity: "medium",
        subject,
        evidence: `${names(jobs)}: ${last === 0 ? "none has succeeded yet" : `the last was taken ${hours.toFixed(0)} hours ago`}`,
        why,
        advice: "see why its jobs fail or do not run",
        scenario,
      },
    ];
  },
};
export default check;

/** A job that says "etcd" and "snapshot" or "backup" in its name, image or commands. */
function takesSnapshots(job: V1CronJob): boolean {
  const containers = job.spec?.jobTemplate.spec?.template.spec?.containers ?? [];
  const words = containers.flatMap(({ image = "", command = [], args = [] }) => [image, ...command, ...args]);
  const text = [job.metadata?.name ?? "", ...words].join(" ");
  return /etcd/i.test(text) && /snapshot|backup/i.test(text);
}

function names(jobs: readonly ClusterFacts["cronJobs"][number][]): string {
  return jobs.map(({ metadata }) => `CronJob ${metadata?.namespace}/${metadata?.name}`).join(", ");
}
