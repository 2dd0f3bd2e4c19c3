import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PlatformError } from "../../../src/model/errors.ts";
import { StoredCall } from "../../../src/suite/stored-call.ts";
import { storeInMemory } from "../../support/store-in-memory.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { fastResult } from "../../support/suite-results.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const address = { bucket: "nights", prefix: "n1" };
const quiet = (line: string) => expect.unreachable(line);

/** A folder of reports with a run and the summary's, and a call of that one run. */
function ran() {
  const reports = temporaryFolder();
  for (const folder of ["run-1", "suite-1"]) mkdirSync(join(reports, folder));
  writeFileSync(join(reports, "run-1/journal.jsonl"), "1");
  writeFileSync(join(reports, "suite-1/summary.json"), "cut");
  return { folder: join(reports, "suite-1"), suite: suiteOf([suiteRun({ result: fastResult({ run: "run-1" }) })]) };
}

it("what was run lies in the store before all is over, and what came since when it is", async () => {
  const { suite, folder } = ran();
  const { store, objects } = storeInMemory();
  using call = new StoredCall(store, address, quiet);
  await call.keep(suite, folder);
  expect([...objects.keys()]).toEqual(["n1/run-1/journal.jsonl", "n1/suite-1/summary.json"]);
  writeFileSync(join(folder, "../run-1/comparison.html"), "<html>");
  writeFileSync(join(folder, "summary.json"), "completed");
  expect(await call.finish(suite, folder)).toBe("stored     3 files in s3://nights/n1");
  expect(objects.get("n1/suite-1/summary.json")?.toString()).toBe("completed");
});

it("a store that refuses for a while is told of once, and has all in the end; one that goes on is no success", async () => {
  const { suite, folder } = ran();
  const { store, objects } = storeInMemory();
  let mayWrite = false;
  const write: typeof store.write = async (key, content) => {
    if (!mayWrite) throw new PlatformError("store", "s3://nights/n1: the store refused: SlowDown: later");
    await store.write(key, content);
  };
  const told: string[] = [];
  using call = new StoredCall({ ...store, write }, address, (line) => void told.push(line));
  await call.keep(suite, folder);
  await call.keep(suite, folder);
  expect(told).toEqual(["chaos: s3://nights/n1: the store refused: SlowDown: later"]);
  await expect(call.finish(suite, folder)).rejects.toThrow("the store refused");
  mayWrite = true;
  await call.finish(suite, folder);
  expect(objects.size).toBe(2);
});
