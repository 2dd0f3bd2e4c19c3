import { UsageError } from "./errors.ts";

/** A length of time as people write it: "250ms", "20s", "5m", "1h". */
export type Duration = `${number}${"ms" | "s" | "m" | "h"}`;

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** Milliseconds of a duration; throws UsageError on anything else. */
export function toMs(duration: string): number {
  const match = pattern.exec(duration.trim());
  if (match === null) throw new UsageError(`"${duration}" is not a duration: write for example 250ms, 20s, 5m or 1h`);
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}

/**
 * Milliseconds of Go's way to write a duration ("1m30s", "40s", "1.5s"), as Kubernetes' flags use it; undefined if it
 * is none.
 */
export function goDurationMs(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== text) return undefined;
  return parts.reduce((sum, part) => sum + Number(part[1]) * unitMs[part[2] as keyof typeof unitMs], 0);
}

/** A length of time for people: "340 ms", "1.84 s", "2 min 5 s"; "unbounded" for Infinity. */
export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return "unbounded";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 100_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
