import { describe, expect, it } from "vitest";
import { type LeaderSighting, provenLeaderships } from "../../../src/analysis/etcd-status.ts";

const seen = (member: string, at: number, term: number, leader: string): LeaderSighting => ({
  member,
  started: at,
  ended: at + 5,
  term,
  leader,
});

describe("provenLeaderships", () => {
  it("does not take the old term in an answer for the new leader's: etcd tells the term of the last applied entry", () => {
    const told = [
      seen("a", 0, 2, "aa"),
      seen("b", 1, 2, "aa"),
      seen("c", 2, 2, "aa"),
      seen("b", 100, 2, "bb"),
      seen("c", 110, 2, "bb"),
      seen("b", 200, 3, "bb"),
    ];
    expect(provenLeaderships(told).map(({ term, leader }) => `${term} ${leader}`)).toEqual([
      "2 aa",
      "2 aa",
      "2 aa",
      "3 bb",
    ]);
  });

  it("tells two leaders of one term when members applied entries of it under different leaders", () => {
    const told = [
      seen("a", 0, 2, "aa"),
      seen("b", 100, 2, "bb"),
      seen("a", 200, 3, "aa"),
      seen("b", 300, 2, "bb"),
      seen("b", 400, 3, "bb"),
    ];
    expect(
      provenLeaderships(told.toSpliced(1, 0, seen("b", 1, 2, "aa")))
        .filter(({ term }) => term === 3)
        .map(({ leader }) => leader),
    ).toEqual(["aa", "bb"]);
  });

  it("forgets nothing when a member has no leader for a while", () => {
    const told = [seen("a", 0, 2, "aa"), seen("a", 100, 2, "0"), seen("a", 200, 2, "bb"), seen("a", 300, 3, "bb")];
    expect(provenLeaderships(told).map(({ term, leader }) => `${term} ${leader}`)).toEqual(["2 aa", "3 bb"]);
  });
});
