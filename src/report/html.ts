import { defineReporter } from "../model/reporter.ts";
import { renderPage } from "./page/page.ts";

/** The report as one page for a browser, with all that it shows in it. */
export default defineReporter({
  file: "report.html",
  summary: "the report as a page: verdict, timeline, failover, evidence",
  render: renderPage,
});
