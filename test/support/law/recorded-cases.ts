import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { eventsOf } from "../../../src/analysis/timeline/timeline.ts";
import type { Definitions, GuaranteeDefinition } from "../../../src/analysis/verdict/guarantee-definition.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { LawCase } from "./law-case.ts";

const recorded = join(import.meta.dirname, "../../fixtures/recorded-runs");

/** Every guarantee of every recorded run, with the run. */
export async function recordedCases(guarantees: Definitions): Promise<LawCase[]> {
  const cases = await Promise.all(readdirSync(recorded).map((run) => casesOf(run, guarantees)));
  return cases.flat();
}

async function casesOf(run: string, guarantees: Definitions): Promise<LawCase[]> {
  const folder = join(temporaryFolder(), run);
  mkdirSync(folder);
  const file = join(folder, "journal.jsonl");
  writeFileSync(file, gunzipSync(readFileSync(join(recorded, run, "journal.jsonl.gz"))));
  const read = await readJournal(file);
  const journal = { ...read, samples: read.samples.map(plain) };
  return eventsOf(journal.events, "run-start").flatMap((start) =>
    start.guarantees.flatMap((spec) => {
      const definition: GuaranteeDefinition | undefined = guarantees.get(spec.guarantee);
      return definition === undefined ? [] : [new LawCase(`the recorded run ${run}`, journal, spec, definition)];
    }),
  );
}

/** A sample that was read, which is a view of columns, as an object that can be spread. */
function plain(sample: Sample): Sample {
  const columns = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(sample) as Sample);
  const names = Object.keys(columns).filter((name) => name !== "constructor") as (keyof Sample)[];
  return Object.fromEntries(names.map((name) => [name, sample[name]])) as unknown as Sample;
}
