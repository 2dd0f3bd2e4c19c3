import type { AdviceCheck } from "../advice-check.ts";
import { describePreStop, servingContainers, waitOf } from "../pre-stop.ts";

/** Replicas that may stop answering before every node has taken them out of their Service. */
export const preStopWaits: AdviceCheck = ({ sets }) =>
  sets.flatMap(({ subject, served, template }) => {
    const hasty = served && template.spec ? servingContainers(template.spec).filter(endsAtOnce) : [];
    return hasty.map(({ name, lifecycle }) => {
      const does = describePreStop(lifecycle);
      return {
        subject,
        evidence:
          does === undefined ? `its container ${name} has no preStop` : `its preStop ${does}, and does not wait`,
        why: "nodes go on sending to a replica for some seconds after it was told to end: one that ends at once refuses them, at every drain and rollout",
        advice:
          "add preStop: { sleep: { seconds: 5 } }, unless the process goes on answering that long after SIGTERM by itself",
      };
    });
  });

function endsAtOnce({ lifecycle }: Parameters<typeof servingContainers>[0]["containers"][number]): boolean {
  return waitOf(lifecycle) === 0;
}
