import { writeFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { noteAddresses, notedAddresses } from "../../../src/cluster/addresses.ts";
import { addressesOf } from "../../../src/cluster/cluster-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("addresses are noted by containers, whose names another may have later", () => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(notedAddresses("kc-a")).toEqual({});
  noteAddresses("kc-a", [
    { containerId: "abc", address: "172.30.0.3" },
    { containerId: "def", address: "172.30.0.4", address6: "fd6b:6368:616f::4" },
    { containerId: "lb", address: "" },
  ]);
  expect(notedAddresses("kc-a")).toStrictEqual({
    abc: { address: "172.30.0.3" },
    def: { address: "172.30.0.4", address6: "fd6b:6368:616f::4" },
  });
  // As an earlier release noted them.
  writeFileSync(addressesOf("kc-a"), '{"abc":"172.30.0.3"}');
  expect(notedAddresses("kc-a")).toEqual({ abc: { address: "172.30.0.3" } });
  writeFileSync(addressesOf("kc-a"), '{"abc":"; rm"}');
  expect(notedAddresses("kc-a")).toEqual({});
});
