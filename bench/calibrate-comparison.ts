import { type Campaign, simulatedAnswer } from "../test/support/simulated-campaign.ts";

/**
 * How often simulated comparisons say worse, looks at 6, 12 and 20 runs included: with no real difference in at most 5 %
 * anywhere; with an election of 1.5 s that is slower by 30 %, in at least 80 % with 12 runs of each. Usage:
 * node bench/calibrate-comparison.ts [simulations] [seed] [rows, for example 1,4]
 */
const simulations = Number(process.argv[2] ?? 1_000);
const seed = Number(process.argv[3] ?? 20_261_127);

const wanted = (process.argv[4] ?? "").split(",").filter((row) => row !== "");

const usual: Campaign = { planned: 12, primary: 3, slowed: 0, slower: 1, widthMs: 200 };
const campaigns: readonly (Campaign & { readonly figure: string })[] = [
  { ...usual, figure: "no difference" },
  { ...usual, planned: 20, figure: "no difference" },
  { ...usual, widthMs: 0, figure: "no difference, no bounds" },
  { ...usual, widthMs: 1_000, figure: "no difference, wide bounds" },
  { ...usual, primary: 1, slowed: 1, slower: 1.3, figure: "30 % slower" },
  { ...usual, slowed: 1, slower: 1.3, figure: "30 % slower, one of three" },
  { ...usual, slowed: 3, slower: 1.3, figure: "30 % slower, all three" },
  { ...usual, planned: 20, slowed: 1, slower: 1.3, figure: "30 % slower, one of three" },
  { ...usual, slowed: 1, slower: 1.3, widthMs: 1_000, figure: "30 % slower, one of three, wide bounds" },
  { ...usual, planned: 20, primary: 1, slowed: 1, slower: 1.15, figure: "slower by the tolerance: not worse is wrong" },
  { ...usual, planned: 20, primary: 1, slowed: 1, slower: 1.075, figure: "slower by half of the tolerance" },
];

const asked = campaigns.filter((_, index) => wanted.length === 0 || wanted.includes(String(index + 1)));
const rows = asked.map(({ figure, ...campaign }) => {
  const began = performance.now();
  const answers = Array.from({ length: simulations }, (_, index) => simulatedAnswer(seed + index, campaign));
  const percent = (wanted: string) =>
    `${((100 * answers.filter((answer) => answer === wanted).length) / simulations).toFixed(1)} %`;
  return {
    figure,
    runs: campaign.planned,
    "bounds, ms": campaign.widthMs,
    worse: percent("worse"),
    same: percent("same"),
    better: percent("better"),
    "better-or-same": percent("better-or-same"),
    "cannot tell": percent("cannot-tell"),
    s: ((performance.now() - began) / 1_000).toFixed(1),
  };
});
console.table(rows);
