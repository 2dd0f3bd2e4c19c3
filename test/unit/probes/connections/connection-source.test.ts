import { expect, it } from "vitest";
import { openWanted } from "../../../../src/probes/connections/connection-source.ts";

const isSecond = (names: string) => names === "second";

it("goes on with the first connection that has wanted names, and closes the others", async () => {
  const closed: string[] = [];
  const coming = [undefined, { names: "first" }, { names: "second" }, { names: "never opened" }];
  const found = await openWanted(
    async () => coming.shift(),
    isSecond,
    ({ names }) => closed.push(names),
  );
  expect(found).toEqual({ names: "second" });
  expect(closed).toEqual(["first"]);
  expect(coming).toHaveLength(1);
});

it("gives up after 40 connections, none of which stays open", async () => {
  let opened = 0;
  let closed = 0;
  const moved = openWanted(
    async () => ({ names: `first ${++opened}` }),
    isSecond,
    () => closed++,
  );
  await expect(moved).rejects.toMatchObject({ code: "move-failed" });
  expect([opened, closed]).toEqual([40, 40]);
});
