import { expect, test } from "vitest";
import type { Reached } from "../../../../src/kube/reach.ts";
import { apiServerAddresses, askVersion } from "../../../../src/preflight/read/own-addresses.ts";

const slice = { endpoints: [{ addresses: ["10.0.0.1", "10.0.0.2"] }], ports: [{ port: 6443 }] };

test("API servers are where they say, but are not looked for where no certificate would be checked there", async () => {
  const asked: string[] = [];
  const ask = async (path: string) => {
    asked.push(path);
    return { status: 200, body: { items: [slice] } };
  };
  expect(await apiServerAddresses({ insecure: false }, ask)).toEqual([
    { address: "10.0.0.1", port: 6443 },
    { address: "10.0.0.2", port: 6443 },
  ]);
  expect(asked).toHaveLength(1);
  expect(await apiServerAddresses({ insecure: true }, ask)).toBe(
    "not asked at their own addresses: the kubeconfig does not check certificates",
  );
  expect(asked).toHaveLength(1);
});

test("an API server that cannot even be dialled tells nothing, and why", async () => {
  const broken = { server: undefined } as unknown as Reached;
  const told = await askVersion(broken, { address: "10.0.0.1", port: 6443 }, []);
  expect(told).toMatchObject({ name: "10.0.0.1", version: undefined });
  expect(told.problem).toMatch(/^no answer at 10\.0\.0\.1:6443/);
});
