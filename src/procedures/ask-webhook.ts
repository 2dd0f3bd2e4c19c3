import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { podAdmitted } from "../node-tools/webhook.ts";

/** Asks the webhook about a pod that is not made, from the target's own kubectl, until it answers. */
export function askWebhook(from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, {});
}

const definition = defineProcedure({
  name: "ask-webhook",
  summary: "a pod that is asked for and not made, to see that the admission webhook has a say and answers",
  fromOutside: "The API server admits the pod and passes on the webhook's own warning.",
  describe: () => "webhook asked about a pod that is not made",
  actions: () => [],
  done: (runtime, { node }) => podAdmitted(runtime, node.name),
});

export default definition;
