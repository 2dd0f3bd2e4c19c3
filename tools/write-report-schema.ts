// Writes docs/report.schema.json and docs/suite.schema.json from the model: node tools/write-report-schema.ts
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportJsonSchema } from "../src/model/report.ts";
import { suiteJsonSchema } from "../src/model/suite.ts";

const docs = join(import.meta.dirname, "../docs");
writeFileSync(join(docs, "report.schema.json"), reportJsonSchema());
writeFileSync(join(docs, "suite.schema.json"), suiteJsonSchema());
