import type { SuiteReporter } from "../../model/suite.ts";

/** The whole summary as JSON; its shape is docs/suite.schema.json. */
const reporter: SuiteReporter = { file: "summary.json", render: (suite) => `${JSON.stringify(suite, null, 2)}\n` };
export default reporter;
