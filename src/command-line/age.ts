import { InvalidArgumentError } from "commander";

/** An age from the command line ("30d", "12h", "90m"), in milliseconds. */
export function ageMs(text: string): number {
  const [, number, unit] = /^(\d+)(d|h|m)$/.exec(text.trim()) ?? [];
  if (number === undefined) throw new InvalidArgumentError("an age is expected: for example 30d, 12h or 90m");
  return Number(number) * { d: 86_400_000, h: 3_600_000, m: 60_000 }[unit as "d" | "h" | "m"];
}
