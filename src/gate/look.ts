import type { Acceptance, AcceptedFinding } from "../audit/acceptance.ts";
import { kubeconfigOf } from "../cluster/cluster-folder.ts";
import type { Engine } from "../host/engine.ts";
import { choose, reach } from "../kube/reach.ts";
import { messageOf } from "../model/errors.ts";
import type { Finding } from "../preflight/facts.ts";
import { readUpgradeFacts } from "../preflight/read/read-facts.ts";
import { notReadCheck, preflightResult } from "../preflight/result.ts";
import type { Chosen } from "../setup/versions/image-choice.ts";

/** What was found before the first step, without what somebody lives with. */
export interface Look {
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding<Finding>[];
}

/** Looks what would stop the upgrade of a cluster of ours, or be lost by it; what cannot be read is a finding, too. */
export async function lookBeforehand(
  engine: Engine,
  cluster: string,
  to: Chosen,
  acceptances: readonly Acceptance[],
): Promise<Look> {
  try {
    const reached = await reach(await choose({ kubeconfig: kubeconfigOf(cluster) }), 0);
    try {
      const facts = await readUpgradeFacts(reached, to, engine.containers);
      return preflightResult(reached.server.url, facts, acceptances);
    } finally {
      reached.api.close();
    }
  } catch (error) {
    const finding: Finding = {
      check: notReadCheck,
      severity: "warns",
      subject: "the cluster",
      evidence: messageOf(error),
      why: "nothing was found there because nobody could look",
      advice: "look at the run before it, and try again",
    };
    return { findings: [finding], accepted: [] };
  }
}
