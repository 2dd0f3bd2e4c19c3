import { clock } from "./clock.ts";

/** Seconds between ticks that people read easily. */
const steps = [
  ...[
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200,
  ],
  86_400,
];

/** Round moments of a time, at most about eight, milliseconds. */
export function ticksOf({ from, to }: { readonly from: number; readonly to: number }, most = 8): number[] {
  const stepMs = 1_000 * (steps.find((step) => (to - from) / (1_000 * step) <= most) ?? 172_800);
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / stepMs); tick * stepMs <= to; tick += 1) ticks.push(Math.round(tick * stepMs));
  return ticks;
}

/** A round moment as short as can be: "0:05", "1:23.25", "2:30", "1:00:00". */
export function tickLabel(ms: number): string {
  const hundredths = Math.round(ms / 10);
  return clock(ms, hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2);
}
