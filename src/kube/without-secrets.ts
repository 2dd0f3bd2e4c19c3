import { plainText } from "../model/plain-text.ts";

/** What looks like a secret wherever it stands: JSON Web Tokens, bootstrap tokens, long keys of mixed characters. */
const secrets: readonly RegExp[] = [
  /\b(?:bearer|basic)\s+\S+/gi,
  /\b\w*(?:token|secret|password|passwd|passphrase|credential|api[-_]?key|private[-_]?key)\w*["']?\s*[=:]\s*["']?[^\s"',;]+/gi,
  /\b(?:token|secret|password|passphrase)\s+["']?(?=\S*\d)\S+/gi,
  /\b[\w-]{8,}\.[\w-]{4,}\.[\w-]{4,}\b/g,
  /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g,
  /(?=[^\s/]*[a-z])(?=[^\s/]*[A-Z])(?=[^\s/]*\d)[\w+=.-]{24,}/g,
  /\b[0-9a-f]{32,}\b/gi,
];

/**
 * A text of a plugin or a server as one line for a message, without what looks like a secret and without those that are
 * known to be one.
 */
export function withoutSecrets(text: string, known: readonly (string | undefined)[] = []): string {
  let left = text;
  for (const secret of known) if (secret !== undefined && secret.length >= 3) left = left.replaceAll(secret, "***");
  for (const pattern of secrets)
    left = left.replaceAll(pattern, (found) => `${/^\w+(?=\s*[=: ])/.exec(found)?.[0] ?? ""}***`);
  return plainText(left);
}
