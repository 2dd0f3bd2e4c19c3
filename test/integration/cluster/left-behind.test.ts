import { expect, test } from "vitest";
import { removeServicesLeftBehind } from "../../../src/apps/left-behind.ts";
import { Kube } from "../../../src/kube/kube.ts";
import { createAuthority, issueCertificate } from "../../../src/net/certificate.ts";
import { type Answering, base64, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const authority = await createAuthority("the cluster's own");
// As kind has its API servers' certificates.
const server = await issueCertificate(authority, ["localhost"]);
const client = await issueCertificate(authority, ["somebody"]);

/** A Kube on a server that answers like this, and what the server was asked. */
async function kubeOf(answering: Answering) {
  const api = await serveApi([server], answering);
  const file = writeKubeconfig(
    temporaryFolder(),
    { server: `https://127.0.0.1:${api.port}`, "certificate-authority-data": base64(authority.cert) },
    { "client-certificate-data": base64(client.cert), "client-key-data": base64(client.key) },
  );
  return { kube: await Kube.open(file), asked: api.asked };
}

const services = [
  { metadata: { name: "workload", namespace: "kind-chaos-before" } },
  { metadata: { name: "store", namespace: "kind-chaos-before" } },
  { metadata: { name: "workload", namespace: "kind-chaos-now" } },
];

test("services of a namespace that is ending may vanish while they are removed, and the run's own stay", async () => {
  const { kube, asked } = await kubeOf(({ method, path }) =>
    method === "GET" && path.startsWith("/api/v1/services") ? [200, { items: services }] : [404, { message: "gone" }],
  );
  await removeServicesLeftBehind(kube, "kind-chaos-now");
  kube.close();
  expect(asked.filter((one) => one.startsWith("DELETE") && one.includes("/services/"))).toEqual([
    "DELETE /api/v1/namespaces/kind-chaos-before/services/workload",
    "DELETE /api/v1/namespaces/kind-chaos-before/services/store",
  ]);
});

test("a refusal to remove is no removal", async () => {
  const { kube } = await kubeOf(() => [403, { message: "not yours" }]);
  await expect(kube.remove("/api/v1/persistentvolumes/x")).rejects.toThrow("403 not yours");
  kube.close();
});
