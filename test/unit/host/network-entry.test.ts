import { expect, it } from "vitest";
import { type EntryFacts, networkWay } from "../../../src/host/network-entry.ts";

const root: EntryFacts = {
  platform: "linux",
  isRoot: true,
  mayEnter: true,
  hasNsenter: true,
  isApart: false,
  foreignLibrary: undefined,
  wished: undefined,
};
const here = { isLocalEngine: true };

it("root enters by itself, in a container too", () => {
  expect(networkWay(here, root)).toEqual({ way: "nsenter" });
  expect(networkWay(here, { ...root, isApart: true })).toEqual({ way: "nsenter" });
  expect(networkWay(here, { ...root, foreignLibrary: "/lib/libnode.so.115" })).toEqual({ way: "nsenter" });
});

it.each([
  [{ isRoot: false }, "this is not root"],
  [{ mayEnter: false }, "CAP_SYS_ADMIN is missing"],
  [{ hasNsenter: false }, "nsenter is not on PATH"],
  [{ wished: "container" }, "KIND_CHAOS_NETWORK_ENTRY says so"],
])("with %j it is a container of ours", (facts, why) => {
  expect(networkWay(here, { ...root, ...facts })).toEqual({ way: "container", why });
});

it.each([
  [here, { platform: "darwin" }, /not Linux/],
  [here, { wished: "pod" }, /^KIND_CHAOS_NETWORK_ENTRY is "pod": say container/],
  [{ isLocalEngine: false }, {}, /another machine or in a virtual machine/],
  [here, { isRoot: false, isApart: true }, /^this is not root, and this is a container itself$/],
  [
    here,
    { isRoot: false, foreignLibrary: "/lib/libnode.so.115" },
    /^this is not root, and this Node.js needs .*libnode/,
  ],
])("%j with %j is no way", (host, facts, problem) => {
  expect(networkWay(host, { ...root, ...facts })).toEqual({ problem: expect.stringMatching(problem) });
});
