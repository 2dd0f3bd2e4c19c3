import type { Evidence } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** Folder of a control plane's certificates (kubeadm). */
export const pkiFolder = "/etc/kubernetes/pki";

/** The certificate that an API server shows, and its key (kubeadm). */
export const servingFiles = { certificate: `${pkiFolder}/apiserver.crt`, key: `${pkiFolder}/apiserver.key` } as const;

/**
 * Defines functions of a shell: `served` prints the certificate that the node's own API server shows on a new
 * connection, and nothing where it does not answer within 5 s; `told` the serial number of a certificate and whether it is
 * over, on one line.
 */
export const certificateFunctions = [
  "served() { timeout 5 openssl s_client -connect localhost:6443 </dev/null 2>/dev/null | openssl x509 2>/dev/null; }",
  `told() { text=$(cat) && [ -n "$text" ] || return 1; number=$(echo "$text" | openssl x509 -noout -serial) || return 1`,
  'if echo "$text" | openssl x509 -noout -checkend 0 >/dev/null; then echo "$number good"; else echo "$number over"; fi; }',
].join("\n");

/** What an API server shows: the serial number of its certificate, and whether that is over. */
interface Shown {
  readonly serial: string;
  readonly isOver: boolean;
}

const look = `${certificateFunctions}\nserved | told`;

/** The certificate that a node's own API server shows; undefined where none answers. */
export async function shownCertificate(runtime: NodeRuntime, node: string): Promise<Shown | undefined> {
  // 1 where no API server answers.
  const { stdout } = await runtime.look(node, scriptWords(look), { exits: [0, 1] });
  const [, serial, state] = /^serial=([0-9A-F]+) (good|over)$/m.exec(stdout) ?? [];
  return serial === undefined ? undefined : { serial, isOver: state === "over" };
}

/** The same in words, and whether it is as wanted. */
export function judgeShown(shown: Shown | undefined, isWanted: (shown: Shown) => boolean): Evidence {
  if (shown === undefined) return { proven: false, detail: "no API server shows a certificate" };
  const detail = `its API server shows certificate ${shown.serial}, which is ${shown.isOver ? "over" : "in date"}`;
  return { proven: isWanted(shown), detail };
}
