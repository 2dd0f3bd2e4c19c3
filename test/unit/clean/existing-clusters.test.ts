import { existsSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { clean } from "../../../src/clean/clean.ts";
import { cleanExisting } from "../../../src/clean/existing-clusters.ts";
import { adoptionOf, ownUndoLog } from "../../../src/cluster/cluster-folder.ts";
import { writeAdoption } from "../../../src/cluster/existing/adoption.ts";
import { loggedState } from "../../../src/healing/logged.ts";
import { networkLabel } from "../../../src/host/docker/own-containers.ts";
import type { Engine } from "../../../src/host/engine.ts";
import { openUndoLog } from "../../../src/journal/undo-log.ts";
import { claimOf, ownCache } from "../../support/claimed-cluster.ts";
import { undoOf } from "../../support/undo-of.ts";

beforeEach(() => void ownCache());

const options = { takes: false, undoOnly: false, dryRun: false };

/** Notes what a run that died left on a cluster of an engine. */
function noteDied(engine = "this"): void {
  claimOf("shop", 2 ** 22, true, engine);
  writeAdoption({
    ...{ cluster: "shop", network: "kind", engine, pins: false },
    nodes: [
      { name: "shop-worker", short: "worker", role: "worker", containerId: "1", address: "172.18.0.3", ports: {} },
    ],
    before: { containers: {}, nodes: {}, namespaces: [], manifests: {}, rules: {} },
  });
  const log = openUndoLog(ownUndoLog("shop"));
  log.intend(undoOf("freeze"));
  log.close();
}

/** An engine that has a network of the harness and no containers, or that does not list these. */
function engineWith(problem?: string): Engine {
  const networks = [{ id: "n", name: "kc-shop", labels: { [networkLabel]: "kc-shop" } }];
  return {
    ping: async () => {},
    identity: async () => "this",
    networks: { labelled: async () => networks },
    containers: {
      labelled: () => (problem === undefined ? Promise.resolve([]) : Promise.reject(new Error(problem))),
    },
  } as unknown as Engine;
}

test("of one that its owner has deleted nothing stays", async () => {
  noteDied();
  const gone = {
    what: "delete",
    cluster: "shop",
    detail: "what this machine kept of it; it is there no more",
    ok: true,
  };
  expect(await cleanExisting(engineWith(), "shop", { ...options, dryRun: true })).toEqual([gone]);
  expect(existsSync(adoptionOf("shop"))).toBe(true);
  expect(await cleanExisting(engineWith(), "shop", options)).toEqual([gone]);
  expect(existsSync(adoptionOf("shop"))).toBe(false);
});

test("an engine that does not tell has lost no cluster: everything stays noted", async () => {
  noteDied();
  expect(await cleanExisting(engineWith("it is busy"), "shop", options)).toEqual([
    { what: "undo", cluster: "shop", detail: "it is busy", ok: false },
  ]);
  expect([existsSync(adoptionOf("shop")), (await loggedState("shop")).open.length]).toEqual([true, 1]);
});

test("one of another engine is named and left, and so is one whose notes nobody understands", async () => {
  noteDied("another");
  const elsewhere = { what: "keep", cluster: "shop", detail: "it is on another engine: clean it there", ok: true };
  expect(await cleanExisting(engineWith(), "shop", { ...options, takes: true })).toEqual([elsewhere]);
  writeFileSync(adoptionOf("shop"), "{}");
  expect(await cleanExisting(engineWith(), "shop", { ...options, takes: true })).toEqual([
    { what: "undo", cluster: "shop", detail: expect.stringContaining("is not understood"), ok: false },
  ]);
  expect((await loggedState("shop")).open).toHaveLength(1);
});

test("what nobody understands is not removed as of a cluster that is gone", async () => {
  noteDied();
  writeFileSync(adoptionOf("shop"), "{}");
  const actions = await clean(engineWith(), {});
  expect(actions.filter(({ cluster }) => cluster === "shop")).toMatchObject([{ what: "undo", ok: false }]);
  expect((await loggedState("shop")).open).toHaveLength(1);
});

test("the name of a person's own cluster is not taken for one of the harness's", async () => {
  const wanted = { cluster: "shop", all: true, dryRun: true };
  expect((await clean(engineWith(), wanted)).map(({ what, cluster }) => `${what} ${cluster}`)).toEqual([
    "delete kc-shop",
  ]);
  noteDied("another");
  expect((await clean(engineWith(), wanted)).map(({ what, cluster }) => `${what} ${cluster}`)).toEqual(["keep shop"]);
});
