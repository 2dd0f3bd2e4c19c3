import { describe, expect, it, test } from "vitest";
import type { LiveLane } from "../../../src/live/live-snapshot.ts";
import { lanesInWords, outInWords, TroubleTeller } from "../../../src/live/trouble.ts";
import { liveLane } from "../../support/live-snapshots.ts";

const lane = (id: string, state: LiveLane["state"] = "ok", longestOutMs = 0) =>
  liveLane({ lane: id, state, text: state === "out" ? "out for 2.1 s (refused)" : "12 ms", longestOutMs });

test.each([
  [[], "no lanes yet"],
  [[lane("a")], "1 lane ok"],
  [[lane("a", "out"), lane("b", "degraded"), lane("c", "quiet"), lane("d")], "4 lanes: 1 out, 1 in part, 1 waiting"],
])("of %j it is said: %s", (lanes, words) => {
  expect(lanesInWords(lanes)).toBe(words);
});

test("names of those that are out follow, at most four", () => {
  expect(outInWords([lane("a")])).toBe("");
  expect(outInWords(["a", "b", "c", "d", "e"].map((id) => lane(id, "out")))).toBe(
    " (a out for 2.1 s (refused), b out for 2.1 s (refused), c out for 2.1 s (refused), d out for 2.1 s (refused), and 1 more)",
  );
});

describe("a log is told", () => {
  const [one, both, none] = [
    [lane("a", "out"), lane("b")],
    [lane("a", "out"), lane("b", "out")],
    [lane("a", "ok", 4_300), lane("b", "ok", 2_100)],
  ];

  it("when the first lane goes out and when the last is back, with the longest", () => {
    const teller = new TroubleTeller(false);
    const told = [none.map((each) => ({ ...each, longestOutMs: 0 })), one, both, one, none, none].map((lanes) =>
      teller.lines({ lanes }),
    );
    expect(told).toEqual([
      [],
      ["1 of 2 lanes out: a out for 2.1 s (refused)"],
      [],
      [],
      ["no lane is out any more; a was out for up to 4.3 s, the longest yet"],
      [],
    ]);
  });

  it("of each lane where everything is asked for", () => {
    const teller = new TroubleTeller(true);
    expect([one, both, none].map((lanes) => teller.lines({ lanes }))).toEqual([
      ["a: out for 2.1 s (refused)"],
      ["b: out for 2.1 s (refused)"],
      ["a: answers again, 12 ms; was out for up to 4.3 s", "b: answers again, 12 ms; was out for up to 2.1 s"],
    ]);
  });

  it("nothing of lanes that are asked no more", () => {
    const teller = new TroubleTeller(false);
    teller.lines({ lanes: one });
    expect(teller.lines({ lanes: none, ended: "completed" })).toEqual([]);
  });
});
