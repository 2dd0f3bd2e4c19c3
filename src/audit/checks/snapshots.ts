import type { V1CronJob } from "@kubernetes/client-node";
import type { AuditCheck, ClusterFacts, Found, Severity } from "../facts.ts";
import { etcdPlaces } from "../objects.ts";
import { platformOf } from "../platforms.ts";

const hourMs = 3_600_000;
/** Older than this and a day's work is lost with etcd, hours. */
const oldHours = 24;

const check: AuditCheck = {
  name: "snapshots",
  about: "etcd snapshots are taken by a CronJob or by the distribution itself, and the last one is not old",
  scenarios: ["etcd-snapshot-restore"],
  find(facts) {
    if (facts.controlPlane === undefined && etcdPlaces(facts) === undefined) return [];
    const jobs = facts.cronJobs.filter(takesSnapshots);
    const platform = platformOf(facts);
    const own = platform.snapshots?.(facts);
    if (jobs.length === 0) return platform.snapshots === undefined ? none() : byItself(platform.name, own);
    const last = Math.max(...jobs.map(({ status }) => Date.parse(String(status?.lastSuccessfulTime ?? "")) || 0));
    const hours = (facts.now - last) / hourMs;
    if (hours <= oldHours || own === "elsewhere") return [];
    const when = last === 0 ? "none has succeeded yet" : `the last was taken ${hours.toFixed(0)} hours ago`;
    return found("medium", `${names(jobs)}: ${when}`, "see why its jobs fail or do not run");
  },
};
export default check;

function found(severity: Severity, evidence: string, advice: string): Found[] {
  return [
    {
      severity,
      subject: "etcd snapshots",
      owner: "cluster",
      evidence,
      why: "when etcd's data is lost, or somebody deletes what they should not, only a snapshot brings the cluster back",
      advice,
      scenario: "etcd-snapshot-restore",
    },
  ];
}

function none(): Found[] {
  return found(
    "medium",
    "no CronJob of the cluster takes any; what is done outside cannot be seen from here",
    "take them regularly, keep them elsewhere, and try to restore one",
  );
}

function byItself(name: string, own: "nowhere" | "on-the-nodes" | "elsewhere" | undefined): Found[] {
  if (own === "nowhere")
    return found(
      "medium",
      `${name}'s own are turned off (--etcd-disable-snapshots), and no CronJob takes any`,
      "take that flag away, keep them elsewhere (--etcd-s3), and try to restore one",
    );
  if (own === "on-the-nodes")
    return found(
      "low",
      `${name} takes its own, and keeps them on the servers' disks`,
      "keep them elsewhere (--etcd-s3), and try to restore one",
    );
  return [];
}

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
