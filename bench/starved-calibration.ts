// How the meter fares on a starved machine: node bench/starved-calibration.ts probes|servers|both [trials] [seed]
import { calibrate } from "../src/calibration/calibration.ts";
import { renderCalibration } from "../src/calibration/calibration-table.ts";
import { starve, starved } from "../test/support/starvation.ts";

const [who = "both", trials = "48", seed = "20"] = process.argv.slice(2);
const end = starve(starved[who as keyof typeof starved]);
const result = await calibrate({
  trials: Number(trials),
  fastTrials: 8,
  calmMs: 2_000,
  deadThirdMs: 3_000,
  seed: Number(seed),
  blackhole: false,
  signal: new AbortController().signal,
  onProgress: (text) => console.error(text),
}).finally(end);
console.log(renderCalibration(result, 120));
