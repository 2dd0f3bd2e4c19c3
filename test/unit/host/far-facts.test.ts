import { expect, it } from "vitest";
import { parseFarFacts } from "../../../src/host/far-facts.ts";

const printed = `Filesystem         1-blocks        Used    Available Capacity Mounted on
overlay        62671097856 21474836480 37985456128      37% /
/dev/vda1      62671097856 51474836480  7985456128      87% /space
open_files=1048576
max_user_instances=128
max_user_watches=65536
`;

it("the least room counts, and limits are by their names", () => {
  expect(parseFarFacts(printed)).toEqual({
    freeBytes: 7_985_456_128,
    openFileLimit: 1_048_576,
    inotifyInstances: 128,
    inotifyWatches: 65_536,
  });
});

it("what a container does not tell, or none was there to tell, is unknown", () => {
  const nothing = {
    freeBytes: undefined,
    openFileLimit: undefined,
    inotifyInstances: undefined,
    inotifyWatches: undefined,
  };
  expect(parseFarFacts("")).toEqual(nothing);
  expect(parseFarFacts("docker: Error response from daemon: No such image: x\n")).toEqual(nothing);
  expect(parseFarFacts("open_files=unlimited\n").openFileLimit).toBe(Number.POSITIVE_INFINITY);
  expect(parseFarFacts(printed.split("\n").slice(0, 2).join("\n"))).toEqual({ ...nothing, freeBytes: 37_985_456_128 });
});
