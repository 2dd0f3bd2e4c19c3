import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readCertificates } from "../../../../src/audit/kind/certificates.ts";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../../../../src/net/certificate.ts";

let authority: KeyedCertificate;
let server: KeyedCertificate;
beforeAll(async () => {
  authority = await createAuthority("kubernetes");
  server = await issueCertificate(authority, ["kind-control-plane"], [], { fromDays: -1, toDays: 5 });
});

const reading = (files: Readonly<Record<string, string>>) => ({
  file: async (node: string, path: string) => {
    const text = files[`${node}:${path}`];
    if (text === undefined) throw new Error(`no such file: ${path}`);
    return text;
  },
});

describe("the certificates of a node", () => {
  test("are those of its files, of its kubeconfigs, and of its kubelet", async () => {
    const user = { "client-certificate-data": Buffer.from(server.cert).toString("base64") };
    const files = {
      "n:/etc/kubernetes/pki/ca.crt": authority.cert,
      "n:/etc/kubernetes/pki/etcd/peer.crt": server.cert,
      "n:/etc/kubernetes/pki/apiserver.crt": "no certificate",
      "n:/etc/kubernetes/admin.conf": stringify({ users: [{ name: "admin", user }] }),
      // The kubelet keeps its key in the same file.
      "n:/var/lib/kubelet/pki/kubelet-client-current.pem": `${server.cert}${server.key}`,
    };
    const found = await readCertificates(reading(files), ["n"]);
    expect(found.map(({ what }) => what)).toEqual([
      "n:/etc/kubernetes/pki/ca.crt",
      "n:/etc/kubernetes/pki/etcd/peer.crt",
      "n:/var/lib/kubelet/pki/kubelet-client-current.pem",
      "n:/etc/kubernetes/admin.conf",
    ]);
    const days = found.map(({ from, until }) => Math.round((until - from) / 86_400_000));
    expect(days.slice(1)).toEqual([6, 6, 6]);
    expect(JSON.stringify(found)).not.toContain("PRIVATE");
  });

  test("that has none at all is told: nothing was looked at", async () => {
    await expect(readCertificates(reading({}), ["n"])).rejects.toThrow(/^n has none of \/etc\/kubernetes\/pki$/);
  });
});
