import { expect, test } from "vitest";
import { readHolders } from "../../../src/node-tools/virtual-address.ts";
import { addressHeld } from "../../../src/runner/observe/address-held.ts";
import { shown, withPair } from "../../support/balancer-pair.ts";

/** What containers tell whatever they are asked; one that tells nothing is paused. */
const engine = (told: Readonly<Record<string, string>>) => ({
  exec: async (node: string) => {
    const stdout = told[node];
    if (stdout === undefined) throw new Error("is paused");
    return { exitCode: 0, stdout, stderr: "" };
  },
});
const first = shown({ priority: 101, addresses: ["172.30.0.211"] });
const firstHas = shown({ priority: 101, addresses: ["172.30.0.211", "172.30.0.200"] });
const second = shown({ priority: 100, addresses: ["172.30.0.212"] });
const secondHas = shown({ priority: 100, addresses: ["172.30.0.212", "172.30.0.200"] });
const relayed = (address: string) => `kube_apiservers::${address}:6443::cx_active::1\n`;

const held = (balancer: string | undefined, balancer2: string, relay = relayed("172.30.0.200")) =>
  addressHeld(
    engine({
      ...(balancer === undefined ? {} : { "kc-x-balancer": balancer }),
      "kc-x-balancer2": balancer2,
      "kc-x-lb": relay,
    }),
    withPair,
  );

test("one of two has the address, and the one with the highest priority is preferred", async () => {
  expect(await readHolders(engine({ "kc-x-balancer": first, "kc-x-balancer2": secondHas }), withPair)).toEqual({
    holders: ["kc-x-balancer2"],
    silent: [],
    unguarded: [],
    preferred: "kc-x-balancer",
    shared: "172.30.0.200",
  });
  expect((await held(firstHas, second, "")).detail).toMatch(/lb passes connections on to nobody$/);
});

test("it is steady where the preferred one has it, and not while it will move once more", async () => {
  expect(await held(firstHas, second)).toEqual({ ok: true, detail: "held by kc-x-balancer" });
  expect(await held(first, secondHas)).toEqual({
    ok: false,
    detail: "held by kc-x-balancer2, kc-x-balancer is preferred and has it not back yet",
  });
  expect(await held(first, second)).toEqual({ ok: false, detail: "nobody has it" });
});

test("two that have it are a split, and one that cannot be asked may be the second", async () => {
  expect(await held(firstHas, secondHas)).toEqual({
    ok: false,
    detail: "held by kc-x-balancer and kc-x-balancer2",
  });
  expect(await held(undefined, secondHas)).toEqual({ ok: false, detail: "balancer: is paused" });
});

test("one without keepalived would not take it over", async () => {
  const dead = shown({ priority: 100, addresses: ["172.30.0.212"], keepalived: false });
  expect(await held(firstHas, dead)).toEqual({ ok: false, detail: "no keepalived runs on balancer2" });
});

test("a load balancer of kind's that goes round the address shows nothing of it", async () => {
  expect(await held(firstHas, second, relayed("172.30.0.200") + relayed("172.30.0.4"))).toEqual({
    ok: false,
    detail: "held by kc-x-balancer, lb passes connections on to 172.30.0.200, 172.30.0.4",
  });
  expect((await held(firstHas, second, "")).detail).toMatch(/lb passes connections on to nobody$/);
});
