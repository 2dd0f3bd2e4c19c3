import { expect, test } from "vitest";
import { shortCommand } from "../../../src/host/short-command.ts";

test.each([
  [["ip", "addr"], "ip addr"],
  [["sh", "-c", "a script", "kind-chaos", "/etc/kubernetes"], "sh -c … kind-chaos /etc/kubernetes"],
  [["sh", "-c", "a script", "kind-chaos", `{"kind":"List","items":[${"1,".repeat(100)}2]}`], "sh -c … kind-chaos …"],
  [["kubectl", "patch", "-p", "x".repeat(101)], "kubectl patch -p …"],
])("%j is told as %j", (argv, told) => {
  expect(shortCommand(argv)).toBe(told);
});
