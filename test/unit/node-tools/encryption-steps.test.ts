import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import { encryptNothing, encryptWithNewKey } from "../../../src/node-tools/encryption-steps.ts";
import { cluster } from "../../support/recording-runtime.ts";

const first = "kc-x-control-plane";
const planes = ["control-plane", "control-plane2", "control-plane3"];
const parts = (actions: readonly Action[]) => actions.flatMap((one) => (one.do === "exec" ? (one.part ?? []) : []));
const rolled = (part: string) => [
  ...planes.map((short) => `${part}: put on ${short}`),
  ...planes.map((short) => `${part}: taken by ${short}`),
];

describe("a new key", () => {
  const actions = encryptWithNewKey(cluster, first);

  it("is known to all before any writes with it, and all is written anew before the old one goes", () => {
    expect(parts(actions)).toEqual([
      "a key made",
      ...rolled("the new key known"),
      ...rolled("the new key used"),
      "all secrets written anew",
      ...rolled("the old key dropped"),
    ]);
  });

  it("comes to every other control plane before it is put in its place", () => {
    const copies = actions.flatMap((one, index) => (one.do === "copy" ? [{ ...one, index }] : []));
    expect(copies.map(({ from, node }) => `${from} ${node}`).slice(0, 2)).toEqual([
      `${first} kc-x-control-plane2`,
      `${first} kc-x-control-plane3`,
    ]);
    expect(copies).toHaveLength(6);
    const put = actions.findIndex((one) => one.do === "exec" && one.part?.includes(": put on") === true);
    expect(copies[1]?.index).toBeLessThan(put);
  });

  it("has no secret in what is printed", () => {
    expect(JSON.stringify(actions)).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });
});

it("encryption is taken back when nothing is under a key any more, and no API server goes before that", () => {
  expect(parts(encryptNothing(cluster, first))).toEqual([
    ...rolled("no key used"),
    "all secrets written anew",
    ...planes.map((short) => `no encryption on ${short}`),
  ]);
});
