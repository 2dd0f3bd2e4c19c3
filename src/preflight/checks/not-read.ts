import type { UpgradeCheck } from "../facts.ts";

const check: UpgradeCheck = {
  name: "not-read",
  about: "everything that the other checks look at could be read",
  find: ({ gaps }) =>
    gaps.map((gap) => ({
      ...gap,
      severity: "warns" as const,
      why: "nothing was found there because nobody could look",
    })),
};
export default check;
