import { expect, it } from "vitest";
import { parseCommandLines } from "../../../src/cluster/component-flags.ts";
import { componentCommands as commands } from "../../support/component-commands.ts";

it("refuses to guess for a component that does not run", () => {
  expect(() => parseCommandLines(commands.replace("== etcd\netcd\n--election-timeout=2500\n", "== etcd\n"))).toThrow(
    /no running etcd/,
  );
});
