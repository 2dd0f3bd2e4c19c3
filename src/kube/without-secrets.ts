import { plainText } from "../model/plain-text.ts";

/** What is called a secret where it stands; not the last part of a path. */
const called = String.raw`(?<![/.\w])\w*(?:token|secret|passw(?:or)?d|passphrase|credential|api[-_]?key|private[-_]?key)\w*`;

/** What looks like a secret wherever it stands, with what is left of it. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+\S+/gi, "$1 ***"],
  [new RegExp(`(${called}["']?\\s*[=:]\\s*["']?)[^\\s"',;]+`, "gi"), "$1***"],
  [/\b(token|secret|password|passphrase)(\s+["']?)(?=\S*\d)\S+/gi, "$1$2***"],
  // JSON Web Tokens, bootstrap tokens of kubeadm, long keys of mixed characters, digests.
  [/\b[\w-]{8,}\.[\w-]{4,}\.[\w-]{4,}\b/g, "***"],
  [/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, "***"],
  [/(?=[^\s/]*[a-z])(?=[^\s/]*[A-Z])(?=[^\s/]*\d)[\w+=.-]{24,}/g, "***"],
  [/\b[0-9a-f]{32,}\b/gi, "***"],
];

/**
 * A text of a plugin or a server as one line for a message, without what looks like a secret and without those that are
 * known to be one.
 */
export function withoutSecrets(text: string, known: readonly (string | undefined)[] = []): string {
  let left = text;
  for (const secret of known) if (secret !== undefined && secret.length >= 3) left = left.replaceAll(secret, "***");
  for (const [pattern, kept] of secrets) left = left.replaceAll(pattern, kept);
  return plainText(left);
}
