import { expect, test, vi } from "vitest";
import { describeKept } from "../../../src/command-line/print-run.ts";

test("of a cluster that stays it is said how it is taken again, deleted and reached", () => {
  vi.stubEnv("KIND_CHAOS_CACHE", "/home/me/my cache");
  const text = describeKept("kc-a");
  vi.unstubAllEnvs();
  expect(text).toContain("kc-a is kept: --reuse takes it again");
  expect(text).toContain("export KUBECONFIG='/home/me/my cache/clusters/kc-a/kubeconfig'\n");
});
