import { markOwnLimits } from "../analysis/limits/own-limit.ts";
import { defineReporter } from "../model/reporter.ts";
import { badgeSvg } from "./parts/badge-svg.ts";

/** What a run came to, as a badge for a README or a dashboard. */
export default defineReporter({
  file: "badge.svg",
  summary: "what the run came to, as a badge (SVG)",
  render: ({ report }) => {
    const kubernetes = report.cluster?.kubernetes ?? report.server?.kubernetes;
    const version = kubernetes === undefined ? "" : `, Kubernetes ${kubernetes}`;
    const title = `${report.scenario}: ${report.outcome}${version}, ${report.startedAt}`;
    return badgeSvg(report.scenario, report.outcome, title, markOwnLimits(report.verdicts));
  },
});
