import { join } from "node:path";
import { expect, test } from "vitest";
import { readJournal } from "../../../src/journal/reader.ts";
import { journalFile } from "../../../src/journal/writer.ts";
import { record } from "../../../src/run/recording.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("the end of a recording counts every event before it, of each type", async () => {
  const folder = temporaryFolder();
  const head = { scenario: "some", summary: "", seed: 1, steps: [], guarantees: [] };
  const request = {
    folder,
    startedAt: new Date(),
    head,
    expectedMs: 1,
    view: { verbosity: "quiet" as const },
    signal: new AbortController().signal,
  };
  await record(request, async ({ emit }) => {
    emit({ type: "restart", node: "worker", component: "kubelet", expected: false });
    emit({ type: "restart", node: "worker", component: "etcd", expected: true });
    emit({ type: "address-changed", node: "lb", from: "a", to: "b" });
    return { end: "completed" as const };
  });
  const { events, damaged } = await readJournal(join(folder, journalFile));
  expect(damaged).toBe(0);
  expect(events.at(-1)).toMatchObject({ type: "run-end", told: { "run-start": 1, restart: 2, "address-changed": 1 } });
});
