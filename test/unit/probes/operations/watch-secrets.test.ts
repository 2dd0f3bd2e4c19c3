import { expect, it } from "vitest";
import type { Lane } from "../../../../src/model/lane.ts";
import type { HttpOperation } from "../../../../src/probes/operation.ts";
import secretRead from "../../../../src/probes/operations/secret-read.ts";
import secretWrite from "../../../../src/probes/operations/secret-write.ts";
import watchSecrets from "../../../../src/probes/operations/watch-secrets.ts";

const lane = { index: 3 } as Lane;
const path = "/api/v1/namespaces/ns/secrets";

it("a Secret is written with the attempt's own token, and read out of etcd, which a resourceVersion would prevent", () => {
  const { body = "", ...write } = (secretWrite as HttpOperation).request(lane, 7, "ns", []);
  expect(write).toMatchObject({ method: "PATCH", path: `${path}/probe-secret?fieldManager=kind-chaos` });
  expect(Buffer.from(JSON.parse(body).data.token, "base64").toString()).toBe("3-7");
  expect((secretRead as HttpOperation).request(lane, 7, "ns", [])).toMatchObject({
    method: "GET",
    path: `${path}/probe-secret`,
  });
});

it("nothing that is in a Secret is journaled", () => {
  const secret = { metadata: { name: "probe-secret" }, data: { token: "My03" } };
  expect(watchSecrets.observer?.(secret, "MODIFIED")).toEqual({ name: "probe-secret" });
  expect(watchSecrets.observer?.(secret, "DELETED")).toEqual({ name: "probe-secret", gone: true });
});
