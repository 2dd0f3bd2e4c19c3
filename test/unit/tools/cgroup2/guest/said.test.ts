import { expect, it } from "vitest";
import { jobWords, readJob, readSaid } from "../../../../../tools/cgroup2/guest/said.ts";

it("reads a job back from a kernel's command line, among other words", () => {
  const job = { stage: "trial", faults: ["node-kill", "node-pause"] } as const;
  expect(readJob(`root=/dev/vda rw ${jobWords(job)} quiet`)).toEqual(job);
  expect(readJob(jobWords({ stage: "prepare", faults: [] }))).toEqual({ stage: "prepare", faults: [] });
  expect(() => readJob("root=/dev/vda rw")).toThrow("names no stage");
});

it("reads lines, and tells one that was cut off as it is", () => {
  expect(readSaid('{"kind":"end"}')).toEqual({ kind: "end" });
  expect(readSaid('{"kind":"note","te')).toEqual({ kind: "note", text: '{"kind":"note","te' });
});
