import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { scriptWords } from "../node-tools/script.ts";
import { removeWebhookScript, webhookLook, webhookPods } from "../node-tools/webhook.ts";

/** Takes the webhook away, its configuration first, from the target's own kubectl. */
export function removeWebhook(from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, {});
}

const definition = defineProcedure({
  name: "remove-webhook",
  summary: "the admission webhook taken away: nobody is asked about pods any more",
  fromOutside: "Neither its configuration nor its namespace is there.",
  describe: () => "webhook taken away",
  actions: ({ node }) => [{ do: "exec", node: node.name, argv: scriptWords(removeWebhookScript), timeoutMs: 30_000 }],
  replaces: () => webhookPods,
  done: async (runtime, { node }) => {
    const look = webhookLook(node.name);
    const { stdout } = await runtime.look(node.name, look.argv, { exits: [0], timeoutMs: 30_000 });
    const isLeft = stdout.trim() !== "";
    return {
      proven: !isLeft,
      detail: isLeft ? `still there: ${stdout.trim().replaceAll("\n", ", ")}` : "nothing of it is left",
    };
  },
});

export default definition;
