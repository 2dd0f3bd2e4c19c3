import { expect, test } from "vitest";
import { reasonOf } from "../../../src/cluster/kind-command.ts";

test("what was wrong is told without the tokens that kind's own commands have", () => {
  const said = "Creating cluster\nERROR: failed: kubeadm join --token abcdef.0123456789abcdef: exit status 1\nmore";
  expect(reasonOf(said)).toBe("ERROR: failed: kubeadm join --token ***: exit status 1");
  expect(reasonOf("")).toBe("no reason given");
});
