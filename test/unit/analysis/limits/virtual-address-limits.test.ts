import { expect, test } from "vitest";
import { deriveLimit } from "../../../../src/analysis/limits/derived-limits.ts";
import type { VirtualAddressSettings } from "../../../../src/model/settings.ts";
import { storySettings } from "../../../../src/stories/story-cluster.ts";

const quick: VirtualAddressSettings = {
  advertMs: 1_000,
  priorities: [101, 100],
  checkIntervalMs: 1_000,
  checkTimeoutMs: 1_000,
  fall: 2,
  rise: 2,
  weight: 0,
};
const names = ["address-takeover", "address-handover", "address-check", "address-overlap"] as const;
const bound = (name: (typeof names)[number], virtualAddress = quick) =>
  deriveLimit(name, { ...storySettings, virtualAddress });

test("a dead holder is missed for three advertisements and the skew, one that says so for the skew alone", () => {
  expect(bound("address-takeover")).toMatchObject({
    limitMs: 3_609,
    expectedMs: [2_609, 3_609],
    formula: "3 × advert 1 s + skew 609 ms",
  });
  expect(bound("address-handover")).toMatchObject({ limitMs: 609, expectedMs: [0, 609] });
});

test("HAProxy's death alone is found by the checks first, and with a weight waited for as a holder's", () => {
  expect(bound("address-check")).toMatchObject({ limitMs: 3_609, expectedMs: [1_000, 2_609] });
  const kubeadm = { ...quick, checkIntervalMs: 3_000, checkTimeoutMs: 2_000, fall: 10, weight: -2 };
  expect(bound("address-check", kubeadm)).toMatchObject({ limitMs: 35_609, expectedMs: [29_609, 33_609] });
});

test("two have the address for an advertisement at most", () => {
  expect(bound("address-overlap")).toMatchObject({ limitMs: 1_000, expectedMs: [0, 1_000] });
});

test("one load balancer alone has no such limits", () => {
  for (const name of names) expect(deriveLimit(name, storySettings)).toBeUndefined();
});
