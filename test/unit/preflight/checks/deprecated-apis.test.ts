import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/deprecated-apis.ts";
import { upgradable } from "../../../support/upgrade-facts.ts";

const good = upgradable();
const told = (removedIn: string) =>
  check
    .find({
      ...good,
      apiServers: [
        {
          name: "a",
          version: "v1.36.4",
          counted: { since: undefined, storageBytes: 0, deprecated: [{ api: "g/v1 rs", removedIn, verbs: "" }] },
        },
        { name: "b", version: "v1.36.4", counted: undefined },
      ],
    })
    .map(({ severity, subject, evidence }) => `${severity}: ${subject}: ${evidence}`);

test("what the new version, or one before, has removed stops it; what a later one does warns", () => {
  expect(told("1.37")).toEqual(["stops: g/v1 rs: asked for: at a"]);
  expect(told("1.22")).toEqual(["stops: g/v1 rs: asked for: at a"]);
  expect(told("1.38")).toEqual(["warns: g/v1 rs: asked for: at a"]);
});

test("an API whose end is not decided, and a server that was not asked, say nothing", () => {
  expect(told("")).toEqual([]);
});
