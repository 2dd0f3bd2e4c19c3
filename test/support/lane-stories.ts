import { availabilityAt } from "../../src/guarantees/availability-at.ts";
import { maxDegradation } from "../../src/guarantees/max-degradation.ts";
import { noOutage } from "../../src/guarantees/no-outage.ts";
import { outageUntilHealed } from "../../src/guarantees/outage-until-healed.ts";
import { workloadUnaffected } from "../../src/guarantees/workload-unaffected.ts";
import { writesRefused } from "../../src/guarantees/writes-refused.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Attempt, Fate, Story, StoryFault } from "./timeline-builder.ts";

/** A fault that is held for 4.8 s. */
export const heldFault: StoryFault = {
  id: "held",
  injectingAt: 4_000,
  activeAt: 4_100,
  healingAt: 8_800,
  healedAt: 9_400,
  steadyAt: 10_500,
};

const refused: Fate = { outcome: "failed", error: "refused", latencyMs: 3, backend: undefined };
const noLeader: Fate = { outcome: "failed", error: "http-500:etcdserver-timeout", status: 500 };
const late: Fate = { latencyMs: 1_800 };

/** Attempts between two moments of the run come to this end, those at which `also` says so. */
function between(
  from: number,
  to: number,
  fate: Fate,
  also: (attempt: Attempt) => boolean = () => true,
): Story["fate"] {
  return (attempt) => (attempt.at >= from && attempt.at < to && also(attempt) ? fate : undefined);
}

const atTarget = ({ backend }: Attempt) => backend === 1;

const degraded = (fate: Story["fate"]): Story => ({
  lanes: ["write/api/new", "quorum-read/api/new"],
  hz: 20,
  guarantees: [maxDegradation({ lanes: "*/api/new", during: "held", limit: "4s", errorRate: 0.5 })],
  fault: heldFault,
  fate,
});

const available = (fate: Story["fate"], share = 0.9): Story => ({
  lanes: ["write/api/new", "quorum-read/api/new"],
  guarantees: [availabilityAt({ lanes: "*/api/new", during: "held", within: "1s", share })],
  fault: heldFault,
  fate,
});

const together = (fate: Story["fate"], limit = "1s"): Story => ({
  lanes: ["write/api/new", "cached-read/api/new", "quorum-read/api/reused"],
  guarantees: [noOutage({ lanes: "*/api/*", during: "held", limit })],
  fault: heldFault,
  fate,
});

const refusing = (fate: Story["fate"]): Story => ({
  lanes: ["write/api/new", "quorum-read/api/new"],
  guarantees: [writesRefused({ during: "held" })],
  fault: heldFault,
  fate,
});

const alone = (fate: Story["fate"], limit = "2s"): Story => ({
  lanes: ["write/api/new", "cached-read/api/new"],
  guarantees: [outageUntilHealed({ lanes: "*/api/new", during: "held", limit })],
  fault: heldFault,
  fate,
});

const served = (fate: Story["fate"], errorRate = 0.05): Story => ({
  lanes: ["workload-http/worker/new", "workload-http/worker2/reused", "workload-dns/in-cluster/new"],
  guarantees: [
    workloadUnaffected({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "held", limit: "1s", errorRate }),
  ],
  fault: heldFault,
  fate,
});

const throughWorker = ({ lane }: Attempt) => lane === "workload-http/worker/new";

/** Stories of the guarantees that look at attempts alone. */
export const laneStories: Readonly<Record<string, Readonly<Record<Outcome, Story>>>> = {
  "max-degradation": {
    pass: degraded(between(4_050, 7_000, refused, atTarget)),
    fail: degraded(between(4_050, 7_000, refused, ({ random }) => random() < 0.9)),
    inconclusive: degraded(between(4_050, 8_060, refused, ({ at, backend }) => backend === 1 || at > 8_000)),
  },
  "availability-at": {
    pass: available(between(4_050, 5_300, late, atTarget)),
    fail: available(between(4_050, 6_300, late)),
    inconclusive: available(undefined, 0.995),
  },
  "no-outage": {
    pass: together(between(4_050, 6_000, refused, ({ lane }) => !lane.startsWith("cached"))),
    fail: together(between(4_050, 6_000, refused)),
    inconclusive: together(between(4_050, 5_050, refused)),
  },
  "workload-unaffected": {
    pass: served(between(4_050, 4_250, refused, throughWorker)),
    fail: served(between(4_050, 6_000, refused, throughWorker)),
    inconclusive: served(undefined, 0.01),
  },
  "writes-refused": {
    pass: refusing(between(4_000, 8_900, noLeader)),
    fail: refusing(between(4_000, 8_900, noLeader, ({ lane, number }) => lane !== "write/api/new" || number !== 60)),
    inconclusive: refusing(between(4_000, 8_900, refused)),
  },
  "outage-until-healed": {
    pass: alone(between(4_000, 9_900, refused)),
    fail: alone(between(4_000, 9_900, refused, ({ lane }) => !lane.startsWith("cached"))),
    inconclusive: alone(between(4_000, 10_900, refused)),
  },
};
