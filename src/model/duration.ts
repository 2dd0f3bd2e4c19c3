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

const goUnitMs = { ns: 1e-6, us: 1e-3, "\u00b5s": 1e-3, "\u03bcs": 1e-3, ...unitMs } as const;
const goPart = /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|h|m|s)/g;

/**
 * Milliseconds of Go's way to write a duration ("1m30s", "40s", "1.5s", "0"), as Kubernetes' flags use it; undefined if
 * it is none (Go time.ParseDuration).
 */
export function goDurationMs(text: string): number | undefined {
  const [, sign = "", length = ""] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (length === "0") return 0;
  const parts = [...length.matchAll(goPart)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== length) return undefined;
  const ms = parts.reduce((sum, part) => sum + Number(part[1]) * goUnitMs[part[2] as keyof typeof goUnitMs], 0);
  return sign === "-" ? -ms : ms;
}

/**
 * A length of time for people, in the one spelling that everything has, limits and measured figures alike: "340 ms",
 * "1.84 s", "4 s", "2 min 5 s"; "unbounded" for Infinity. What is rounded up to the next unit is written in that one.
 */
export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return "unbounded";
  if (Math.round(ms) < 1_000) return `${Math.round(ms)} ms`;
  const hundredths = Number((ms / 1_000).toFixed(2));
  const seconds = hundredths < 10 ? hundredths : Number((ms / 1_000).toFixed(1));
  if (seconds < 100) return `${seconds} s`;
  const whole = Math.round(ms / 1_000);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}
