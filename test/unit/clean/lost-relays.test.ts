import { beforeEach, expect, test } from "vitest";
import { removeLostRelays } from "../../../src/clean/lost-relays.ts";
import { relayOwner, relayOwnerLabel } from "../../../src/cluster/existing/relay-owner.ts";
import { relayLabel } from "../../../src/host/docker/own-containers.ts";
import type { Engine } from "../../../src/host/engine.ts";
import { claimOf, ownCache } from "../../support/claimed-cluster.ts";

beforeEach(() => void ownCache());

/** Relays of four clusters: one that is noted, one that a living process uses, one of which nobody knows, another's. */
function relays() {
  claimOf("used", process.ppid, true);
  const clusters = { noted: relayOwner(), used: relayOwner(), lost: relayOwner(), others: "elsewhere:1:2" };
  const removed: string[] = [];
  const engine = {
    containers: {
      labelled: async (label: string) =>
        Object.entries(clusters)
          .filter(([name]) => label === relayLabel || label === `${relayLabel}=${name}`)
          .map(([name, owner]) => ({ id: name, name, labels: { [relayLabel]: name, [relayOwnerLabel]: owner } })),
      remove: async (id: string) => void removed.push(id),
    },
  };
  return { engine: engine as unknown as Engine, removed };
}

const usual = { noted: new Set(["noted"]), all: false, dryRun: false };

test("only one that nobody can use is removed, and another user's is named", async () => {
  const { engine, removed } = relays();
  expect(await removeLostRelays(engine, usual)).toEqual([
    { what: "delete", cluster: "lost", detail: "the relay lost", ok: true },
    {
      ...{ what: "keep", cluster: "others", ok: true },
      detail: "the relay others, because nobody knows whose it is; --all removes it",
    },
  ]);
  expect(removed).toEqual(["lost"]);
});

test("all are removed where it is said, but for those that are in use here", async () => {
  const { engine, removed } = relays();
  await removeLostRelays(engine, { ...usual, all: true });
  expect(removed).toEqual(["lost", "others"]);
});

test("of one cluster alone, and none where it is only asked", async () => {
  const { engine, removed } = relays();
  const all = { ...usual, all: true, cluster: "others" };
  expect(await removeLostRelays(engine, { ...all, dryRun: true })).toHaveLength(1);
  expect(removed).toEqual([]);
  await removeLostRelays(engine, all);
  expect(removed).toEqual(["others"]);
});
