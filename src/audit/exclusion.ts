import type { Finding } from "./facts.ts";

/** What is left out of an audit, with what it left out. */
export interface Exclusion {
  /** As the person wrote it. */
  readonly words: string;
  readonly findings: readonly Finding[];
}

/** Findings without those that a person left out, and what each of their words left out. */
export function exclude(
  findings: readonly Finding[],
  words: readonly string[],
): { readonly kept: readonly Finding[]; readonly exclusions: readonly Exclusion[] } {
  const exclusions = words.map((one) => ({
    words: one,
    findings: findings.filter((finding) => isMeant(finding, one)),
  }));
  return { kept: findings.filter((finding) => !words.some((one) => isMeant(finding, one))), exclusions };
}

/**
 * Whether words mean a finding: "provider" and "system" those of such owners, "kube-system" and "openshift-*" of these
 * namespaces, "shop/web" and "shop/*" of these objects.
 */
function isMeant({ owner, subject }: Finding, words: string): boolean {
  if (words === "provider" || words === "system") return owner === words;
  const [, namespace, name] = /^\S+ ([^/\s]+)\/(\S+)$/.exec(subject) ?? [];
  if (namespace === undefined || name === undefined) return false;
  return words.includes("/") ? fitsGlob(`${namespace}/${name}`, words) : fitsGlob(namespace, words);
}

/** Whether a text fits a pattern in which * stands for any characters. */
export function fitsGlob(text: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
