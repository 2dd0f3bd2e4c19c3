import type { Reporter } from "../model/report.ts";

/** The whole report as JSON; its shape is docs/report.schema.json. */
const reporter: Reporter = { file: "report.json", render: (report) => `${JSON.stringify(report, null, 2)}\n` };
export default reporter;
