// Writes docs/report.schema.json from the model: node tools/write-report-schema.ts
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportJsonSchema } from "../src/model/report-schema.ts";

writeFileSync(join(import.meta.dirname, "../docs/report.schema.json"), reportJsonSchema());
