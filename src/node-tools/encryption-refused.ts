import type { Action } from "../model/action.ts";
import { mustNotEncrypt } from "./encryption-rollout.ts";
import { scriptWords } from "./script.ts";

/** Goes on only where secrets are not encrypted in etcd by us, as a control plane tells. */
export function refuseEncrypted(node: string): Action {
  return { do: "exec", node, argv: scriptWords(mustNotEncrypt) };
}
