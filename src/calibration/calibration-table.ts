import { formatMs } from "../model/duration.ts";
import { columns, wrap } from "../terminal/layout.ts";
import type { CalibrationResult, GroupFigures } from "./calibration-result.ts";
import { outcomeOf } from "./fitness.ts";

const conclusions = {
  pass: "PASS: every truth lay within its bounds, and no outage was false.",
  inconclusive: "INCONCLUSIVE: not fit to calibrate; what lay outside says nothing about the meter.",
  fail: "FAIL: a truth lay outside of its bounds, or an outage was false, on a machine that could carry it.",
} as const;

/** The result as tables for a terminal of so many columns. */
export function renderCalibration(result: CalibrationResult, columnsOf: number): string {
  const { calm, deadThird, prober } = result;
  const prose = (text: string) => wrap(text, columnsOf);
  const peerHead = ["the same outages, measured by", "missed", "mean error", "worst error"];
  const own = ["this meter (middle of the bounds)", share(missedOutages(result), outages(result))];
  const peers = [
    [...own, formatMs(result.meanErrorMs), "bounded"],
    ...result.peers.map((peer) => [
      `model of a ${peer.name}`,
      share(peer.missed, peer.trials),
      formatMs(peer.meanErrorMs),
      formatMs(peer.worstErrorMs),
    ]),
  ];
  const told = [
    `Calm: ${calm.falseOutages} false outages in ${calm.laneHours.toFixed(2)} lane hours.`,
    `One backend of three dead behind a round-robin: ${deadThird.lanes} lanes saw ${percent(deadThird.leastShare)} to ` +
      `${percent(deadThird.mostShare)} of ${deadThird.attempts} attempts fail; longest apparent outage ${formatMs(deadThird.longestAtLeastMs)}.`,
    `Prober: attempts started late by ${prober.lateP50Ms.toFixed(1)} ms (p50), ${prober.lateP99Ms.toFixed(1)} ms (p99); ` +
      `${percent(prober.cpuShare)} of one core.`,
    ...result.wrong.map(
      (trial) =>
        `Wrong: ${trial.kind} of ${formatMs(trial.truthMs)} on ${trial.lane}: ${trial.seen ? `${formatMs(trial.atLeastMs)} to ${trial.atMostMs === null ? "unbounded" : formatMs(trial.atMostMs)}` : "not seen"}`,
    ),
    ...result.notes.map((note) => `Note: ${note}`),
    ...result.unfit.map((reason) => `This machine was not fit to calibrate on: ${reason}.`),
    conclusions[outcomeOf(result)],
  ];
  const lines = [
    ...prose(
      `Calibration of ${result.startedAt}, seed ${result.seed}: ${result.total.trials} outages of known truth at 10 Hz`,
    ),
    "",
    ...groups("outage", [...result.kinds, result.total], columnsOf),
    "",
    ...groups("length", result.lengths, columnsOf),
    "",
    ...groups("at 50 Hz", result.fast, columnsOf),
    "",
    ...columns(peerHead, peers, columnsOf),
    "",
    ...told.flatMap(prose),
  ];
  return `${lines.join("\n")}\n`;
}

function groups(title: string, all: readonly GroupFigures[], columnsOf: number): string[] {
  const rows = all.map((one) => [
    one.group,
    String(one.trials),
    share(one.inside, one.trials),
    String(one.missed),
    width(one.meanWidthMs),
    width(one.worstWidthMs),
  ]);
  return columns(
    [title, "trials", "truth inside the bounds", "not seen", "mean width", "worst width"],
    rows,
    columnsOf,
  );
}

function outages(result: CalibrationResult): number {
  return result.lengths.reduce((sum, group) => sum + group.trials, 0);
}

function missedOutages(result: CalibrationResult): number {
  return result.lengths.reduce((sum, group) => sum + group.missed, 0);
}

function width(ms: number | null): string {
  return ms === null ? "" : formatMs(ms);
}

function share(part: number, whole: number): string {
  return whole === 0 ? "" : `${percent(part / whole)} (${part})`;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(value === 1 || value === 0 ? 0 : 1)} %`;
}
