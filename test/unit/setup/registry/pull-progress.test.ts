import { expect, test } from "vitest";
import { isAnswer, PullProgress } from "../../../../src/setup/registry/pull-progress.ts";

/** As `docker pull` prints it where its output is no terminal. */
const lines = `docker.io/kindest/node@sha256:a1ed: Pulling from kindest/node
aaaaaaaaaaaa: Already exists
bbbbbbbbbbbb: Pulling fs layer
cccccccccccc: Pulling fs layer
cccccccccccc: Waiting
bbbbbbbbbbbb: Verifying Checksum
bbbbbbbbbbbb: Download complete
bbbbbbbbbbbb: Pull complete
cccccccccccc: Download complete
cccccccccccc: Pull complete
Digest: sha256:a1ed
Status: Downloaded newer image for kindest/node@sha256:a1ed`.split("\n");

test("layers are counted as they come, and told only when that changes something", () => {
  const progress = new PullProgress();
  expect(lines.map((line) => progress.next(line)).filter(Boolean)).toEqual([
    { done: 1, all: 1 },
    { done: 1, all: 2 },
    { done: 1, all: 3 },
    { done: 2, all: 3 },
    { done: 3, all: 3 },
  ]);
});

test("a layer that is there stays there, whatever is said of it later", () => {
  const progress = new PullProgress();
  progress.next("aaaaaaaaaaaa: Pull complete");
  expect(progress.next("aaaaaaaaaaaa: Waiting")).toBeUndefined();
  expect(progress.next("bbbbbbbbbbbb: Waiting")).toEqual({ done: 1, all: 2 });
});

test("a registry has answered when the engine begins to pull, not when it complains", () => {
  expect(isAnswer(lines[0] ?? "")).toBe(true);
  expect(isAnswer("aaaaaaaaaaaa: Pulling fs layer")).toBe(true);
  expect(isAnswer("Using default tag: latest")).toBe(false);
  expect(isAnswer("Error response from daemon: manifest unknown")).toBe(false);
});
