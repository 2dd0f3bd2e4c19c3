import { execFileSync } from "node:child_process";

/** A number that a commit has always the same: what there is no time for in each call comes in turn with it. */
const commit = Number.parseInt(execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).slice(0, 8), 16);

/** Those of a list whose turn it is with this commit, spread over it; fewer where the list is shorter. */
export function turnOfCommit<T>(list: readonly T[], count: number): T[] {
  const step = Math.ceil(list.length / count);
  const places = Array.from({ length: Math.min(count, list.length) }, (_, index) => commit + index * step);
  return [...new Set(places.map((place) => place % list.length))].flatMap((place) => list.slice(place, place + 1));
}
