import { expect, test } from "vitest";
import { namespacesLook } from "../../../src/healing/run-namespaces.ts";

const last = (look: ReturnType<typeof namespacesLook>) => look.argv.filter((word) => word.startsWith("--selector"));

test("looks for all namespaces of runs, and removes just those that it looked for", () => {
  const look = namespacesLook("kc-x-control-plane", []);
  expect(last(look)).toEqual(["--selector=org.kind-chaos.run"]);
  expect(look.mend).toMatchObject([{ do: "exec", node: "kc-x-control-plane" }]);
  expect(look.isLeft({ exitCode: 0, stdout: "namespace/kind-chaos-a\n", stderr: "" })).toBe(true);
  expect(look.isLeft({ exitCode: 0, stdout: "\n", stderr: "" })).toBe(false);
});

test("leaves those of runs that are alive, whose names a label cuts", () => {
  const look = namespacesLook("kc-x-control-plane", ["monitor-1", "m".repeat(70)]);
  const wanted = `--selector=org.kind-chaos.run,org.kind-chaos.run notin (monitor-1,${"m".repeat(63)})`;
  expect(last(look)).toEqual([wanted]);
  const [mend] = look.mend;
  expect(mend?.do === "exec" && mend.argv).toContain(wanted);
});

test("leaves those that were there before, whatever labels they have", () => {
  const look = namespacesLook("shop-control-plane", [], ["default", "monitor-of-a-pod"]);
  const wanted = "--field-selector=metadata.name!=default,metadata.name!=monitor-of-a-pod";
  expect(look.argv).toContain(wanted);
  const [mend] = look.mend;
  expect(mend?.do === "exec" && mend.argv).toContain(wanted);
});
