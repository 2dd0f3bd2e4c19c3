import { expect, test } from "vitest";
import { WatchRows } from "../../../../src/probes/watch/watch-rows.ts";

test("rows are told once, with how many of their lane were told before", () => {
  const rows = new WatchRows();
  expect(rows.take()).toEqual([]);
  rows.add(4, [1, "l", 7]);
  rows.add(5, [2, "l", 7]);
  rows.add(4, [3, "o", 7]);
  expect(rows.take()).toEqual([
    {
      lane: 4,
      first: 0,
      arrivals: [
        [1, "l", 7],
        [3, "o", 7],
      ],
    },
    { lane: 5, first: 0, arrivals: [[2, "l", 7]] },
  ]);
  rows.add(4, [9, "c", "stopped"]);
  expect(rows.take()).toEqual([{ lane: 4, first: 2, arrivals: [[9, "c", "stopped"]] }]);
});
