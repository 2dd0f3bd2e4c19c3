import { expect, it } from "vitest";
import type { RunRequest } from "../../../src/runner/run-request.ts";
import { seenBy } from "../../../src/runner/unseen.ts";

it("a run whose probing process is lost is stopped, and knows that nobody interrupted it", () => {
  const person = new AbortController();
  const unseen = new AbortController();
  const request = { recording: { signal: person.signal } } as RunRequest;
  const seen = seenBy(request, unseen);
  expect(seen.recording.signal.aborted).toBe(false);
  seen.onUnseen?.(new Error("the probing process ended"));
  expect(seen.recording.signal.reason).toMatchObject({ message: "the probing process ended" });
  expect(unseen.signal.aborted).toBe(true);
  expect(request.recording.signal.aborted).toBe(false);
});

it("a person still stops it", () => {
  const person = new AbortController();
  const unseen = new AbortController();
  const { recording } = seenBy({ recording: { signal: person.signal } } as RunRequest, unseen);
  person.abort(new Error("interrupted"));
  expect(recording.signal.aborted).toBe(true);
  expect(unseen.signal.aborted).toBe(false);
});
