import { expect, it } from "vitest";
import type { Engine } from "../../../../src/host/engine.ts";
import { Strikes } from "../../../../tools/sabotage/strikes.ts";

/** An engine that keeps what is asked of the first control plane's file system: whether the mark is there. */
function ground() {
  const done: string[] = [];
  const exec = async (node: string, [, , script = ""]: readonly string[]) => {
    if (node !== "kc-x-control-plane") throw new Error(`not told of ${node}`);
    done.push(script.startsWith("touch ") ? "mark" : script.startsWith("rm -f ") ? "unmark" : script);
    return { exitCode: 0, stdout: "", stderr: "" };
  };
  return { done, cluster: "kc-x", engine: { exec } as unknown as Engine };
}

it("marks the cluster before it strikes, takes back the last first, and removes the mark at the end", async () => {
  const on = ground();
  const strikes = new Strikes(on);
  for (const name of ["a", "b"])
    await strikes.strike(async () => {
      on.done.push(name);
      return async () => void on.done.push(`${name} back`);
    });
  await strikes.strike(async () => undefined);
  await strikes.takeBack();
  expect(on.done).toEqual(["mark", "a", "b", "b back", "a back", "unmark"]);
});

it("leaves the mark where a strike broke off, and takes back the others", async () => {
  const on = ground();
  const strikes = new Strikes(on);
  await strikes.strike(async () => async () => void on.done.push("back"));
  await expect(strikes.strike(() => Promise.reject(new Error("half done")))).rejects.toThrow("half done");
  await strikes.takeBack();
  expect(on.done).toEqual(["mark", "back"]);
});

it("leaves the mark where something was not taken back, and takes back the others", async () => {
  const on = ground();
  const strikes = new Strikes(on);
  await strikes.strike(async () => async () => void on.done.push("back"));
  await strikes.strike(async () => () => Promise.reject(new Error("no engine")));
  await strikes.takeBack();
  expect(on.done).toEqual(["mark", "back"]);
});

it("leaves the mark on a cluster that is ruined", async () => {
  const on = ground();
  const strikes = new Strikes(on, { ruins: true });
  await strikes.strike(async () => async () => void on.done.push("back"));
  await strikes.takeBack();
  expect(on.done).toEqual(["mark", "back"]);
});

it("leaves a cluster alone that was never struck", async () => {
  const on = ground();
  await new Strikes(on).takeBack();
  expect(on.done).toEqual([]);
});
