import { expect, it } from "vitest";
import { withShortNames } from "../../../../src/report/page/short-names.ts";

const nodes = ["control-plane", "control-plane2", "worker"].map((short) => ({ name: `kc-ha-2092-${short}`, short }));

it("names nodes without their cluster, and holders of leases by their node", () => {
  const holders = [
    "kc-ha-2092-control-plane_aaac9370-40fe-4aa6-8c3a-2f0dee6b6a5f",
    "kc-ha-2092-control-plane2_0b1c9370-40fe-4aa6-8c3a-2f0dee6b6a5f",
  ];
  expect(withShortNames(holders.join(" after "), nodes)).toBe("control-plane after control-plane2");
});

it("leaves what names no node", () => {
  for (const text of ["leader 8ed8212895f3f7cd in term 3", "of workload-f674c75b4-6r4ks on worker", "a_b"])
    expect(withShortNames(text, nodes)).toBe(text);
  expect(withShortNames("kc-ha-2092-worker", [])).toBe("kc-ha-2092-worker");
});
