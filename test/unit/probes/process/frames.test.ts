import { expect, it } from "vitest";
import { frameOf, frameReader } from "../../../../src/probes/process/frames.ts";

const messages = [
  { is: "ready" },
  { startedAtNs: 12n, services: { dns: undefined }, times: [1.5, Number.NaN] },
  { is: "samples", samples: Array.from({ length: 2_000 }, (_, index) => ({ lane: index, detail: "ü".repeat(20) })) },
  "",
];

it.each([1, 2, 3, 5, 7, 1_000, 65_536, 1e7])("messages arrive whole and in order, in parts of %i bytes", (size) => {
  const bytes = Buffer.concat(messages.map(frameOf));
  const read: unknown[] = [];
  const take = frameReader((message) => read.push(message));
  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
  expect(read).toEqual(messages);
});

it("what was begun and not ended is no message", () => {
  const read: unknown[] = [];
  const take = frameReader((message) => read.push(message));
  take(Buffer.concat([frameOf("first"), frameOf("second").subarray(0, -1)]));
  expect(read).toEqual(["first"]);
});

it("words of another program are refused, not waited for", () => {
  expect(() => frameReader(() => {})(Buffer.from("Error response from daemon\n"))).toThrow(/no message of it/);
});
