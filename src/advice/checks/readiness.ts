import type { AdviceCheck } from "../advice-check.ts";
import { servingContainers } from "../pre-stop.ts";

/** Replicas that are sent requests before they can answer. */
export const readiness: AdviceCheck = ({ sets }) =>
  sets.flatMap(({ subject, served, template }) => {
    const bare = served && template.spec ? servingContainers(template.spec).filter((one) => !one.readinessProbe) : [];
    return bare.map(({ name }) => ({
      subject,
      evidence: `its container ${name} has no readinessProbe`,
      why: "a new replica is sent requests as soon as its process starts, and one that hangs stays in the Service",
      advice: "add a readinessProbe that asks what its clients ask, every second or two",
    }));
  });
