import { expect, it } from "vitest";
import { carryOut } from "../../../src/clean/undos.ts";
import { PlatformError } from "../../../src/model/errors.ts";

it("heals the other nodes when one cannot be healed", async () => {
  const done: string[] = [];
  const problems = await carryOut(
    async (action) => {
      if (action.node === "b") throw new PlatformError("engine", "b is gone");
      done.push(`${action.do} ${action.node}`);
    },
    [
      { do: "unpause", node: "a" },
      { do: "unpause", node: "b" },
      { do: "exec", node: "b", argv: ["true"] },
      { do: "unpause", node: "c" },
    ],
  );
  expect(done).toEqual(["unpause a", "unpause c"]);
  expect(problems).toEqual(["b is gone"]);
});
