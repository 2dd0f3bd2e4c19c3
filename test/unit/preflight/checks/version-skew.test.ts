import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/version-skew.ts";
import type { UpgradeFacts } from "../../../../src/preflight/facts.ts";
import { upgradable, withKubelet } from "../../../support/upgrade-facts.ts";

const good = upgradable();
const found = (servers: readonly (string | undefined)[], to: string, kubelet = "v1.36.0", version = "v1.36.4") => {
  const facts: UpgradeFacts = {
    ...good,
    version,
    apiServers: servers.map((own, index) => ({ name: `s${index}`, version: own, counted: undefined })),
    target: { ...good.target, kubernetes: to },
    nodes: good.nodes.slice(0, 1).map((one) => withKubelet(one, kubelet)),
  };
  return check.find(facts).map(({ severity, evidence }) => `${severity}: ${evidence}`);
};

test("one minor version up, none, and patches pass", () => {
  expect(found(["v1.36.4", "v1.36.4"], "v1.37.0")).toEqual([]);
  expect(found(["v1.36.4"], "v1.36.4")).toEqual([]);
  expect(found(["v1.36.3", "v1.36.4"], "v1.36.4")).toEqual([]);
});

test("two up and any down are refused", () => {
  expect(found(["v1.36.4"], "v1.38.0")).toEqual(["stops: s0 is 1.36.4: that is 2 minor versions up"]);
  expect(found(["v1.36.4"], "v1.36.3")).toEqual(["stops: s0 is 1.36.4: that is down"]);
  expect(found(["v1.36.4"], "v1.35.9")).toEqual(["stops: s0 is 1.36.4: that is down"]);
});

test("API servers of two minor versions are half of an upgrade; of three they are refused", () => {
  expect(found(["v1.37.0", "v1.36.4"], "v1.37.0")).toEqual(["warns: s1 is 1.36.4, s0 1.37.0"]);
  expect(found(["v1.37.0", "v1.35.4"], "v1.37.0", "v1.35.4")).toEqual([
    "stops: s1 is 1.35.4: that is 2 minor versions up",
    "stops: s1 is 1.35.4, s0 1.37.0",
  ]);
});

test("kubelets may be three older than what comes, and none newer than what is", () => {
  expect(found(["v1.36.4"], "v1.37.0", "v1.34.9")).toEqual([]);
  expect(found(["v1.36.4"], "v1.37.0", "v1.33.9")).toEqual([
    "stops: kubelet v1.33.9: 4 minor versions older than 1.37.0",
  ]);
  expect(found(["v1.36.4"], "v1.37.0", "v1.37.0")).toEqual(["stops: kubelet v1.37.0, s0 1.36.4"]);
});

test("where no API server could be asked, the one behind the kubeconfig counts; what has no version says nothing", () => {
  expect(found([undefined], "v1.38.0")).toEqual(["stops: API server is 1.36.4: that is 2 minor versions up"]);
  expect(found([], "v1.38.0", "v1.36.0", "a fork's")).toEqual([]);
  expect(found(["v1.36.4"], "v1.37.0", "")).toEqual([]);
});
