import { advise } from "../../advice/advise.ts";
import { readAdviceFacts } from "../../advice/read-advice-facts.ts";
import { applicationSets } from "../../apps/application/sets.ts";
import { applicationSchema, askOf, isApplication } from "../../model/application.ts";
import { messageOf } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { RunContext } from "../context.ts";

/**
 * Journals all that is in the namespace of an application of a person's own, at the begin with what its manifests let
 * one advise; nothing where the run has none. Where the API does not tell, what asks for it is inconclusive.
 */
export async function recordApplication(
  { kube, appNamespace, emit }: Pick<RunContext, "kube" | "appNamespace" | "emit">,
  { workload }: Pick<Scenario, "workload">,
  when: "begin" | "end",
): Promise<void> {
  if (!isApplication(workload)) return;
  const service = askOf(applicationSchema.parse(workload))?.service;
  try {
    const sets = await applicationSets(kube, appNamespace);
    const found = when === "end" ? [] : advise(await readAdviceFacts(kube, appNamespace, service));
    // The event has the namespace, which nobody chose where it is the run's own.
    const advice = found.map((one) => ({ ...one, subject: one.subject.replace(`${appNamespace}/`, "") }));
    emit({ type: "application", when, namespace: appNamespace, sets, advice });
  } catch (error) {
    emit({ type: "note", text: `the application was not read: ${messageOf(error)}` });
  }
}
