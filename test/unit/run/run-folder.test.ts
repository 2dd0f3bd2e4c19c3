import { expect, test } from "vitest";
import { makeRunFolder, ranIn } from "../../../src/run/run-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a folder says what ran in it, also the second of one second", async () => {
  const reports = temporaryFolder();
  const started = new Date("2026-11-27T12:03:00.500Z");
  const folders = [
    await makeRunFolder(reports, "etcd-minority", started),
    await makeRunFolder(reports, "etcd-minority", started),
  ];
  expect(new Set(folders).size).toBe(2);
  expect(folders.map(ranIn)).toEqual(["etcd-minority", "etcd-minority"]);
});
