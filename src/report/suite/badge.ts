import { markOwnLimits } from "../../analysis/limits/own-limit.ts";
import { defineSuiteReporter } from "../../model/reporter.ts";
import { badgeSvg } from "../parts/badge-svg.ts";

/** What several runs came to together, as a badge for a README or a dashboard. */
export default defineSuiteReporter({
  file: "badge.svg",
  summary: "what the runs came to together, as a badge (SVG)",
  render: ({ suite }) => {
    const title = `kind-chaos: ${suite.outcome}, ${suite.runs.length} runs, ${suite.startedAt}`;
    const verdicts = suite.runs.flatMap(({ result }) => result?.verdicts ?? []);
    return badgeSvg("kind-chaos", suite.outcome, title, markOwnLimits(verdicts));
  },
});
