// Writes test/fixtures/<guarantee>/{pass,fail,inconclusive}.jsonl from the stories: node test/support/write-fixtures.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fixtureStories } from "./fixture-stories.ts";
import { buildJournal, journalLines } from "./timeline-builder.ts";

for (const [guarantee, stories] of Object.entries(fixtureStories)) {
  const folder = join(import.meta.dirname, "../fixtures", guarantee);
  mkdirSync(folder, { recursive: true });
  for (const [outcome, story] of Object.entries(stories)) {
    writeFileSync(join(folder, `${outcome}.jsonl`), journalLines(buildJournal(story)));
  }
}
