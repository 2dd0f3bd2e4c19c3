import { X509Certificate } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import {
  certificatesFolder,
  clientFolder,
  memberFolder,
  removeCertificates,
  writeCertificates,
} from "../../../src/cluster/etcd-certificates.ts";
import { externalMembers, withExternalMembers } from "../../../src/cluster/external-etcd-config.ts";
import { parseTopology } from "../../../src/cluster/topology.ts";
import { etcdNodes } from "../../../src/model/cluster.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const file = "kind-configs/external-etcd.yaml";
const text = readFileSync(file, "utf8");
const topology = parseTopology(text, file);

describe("a topology with external etcd", () => {
  it("has a container for each endpoint, and its members there", () => {
    expect(etcdNodes(topology).map(({ short, role }) => [short, role])).toEqual([
      ["etcd", "etcd"],
      ["etcd2", "etcd"],
      ["etcd3", "etcd"],
    ]);
    expect(externalMembers(parseTopology(readFileSync("kind-configs/single.yaml", "utf8"), "x.yaml").config)).toEqual(
      [],
    );
  });

  it.each([
    [
      "a member of another name",
      text.replace("https://etcd2:", "https://db2:"),
      /endpoints: must be https:\/\/etcd:2379/,
    ],
    [
      "files elsewhere",
      text.replace("etcd/ca.crt", "ca.crt"),
      /x\.yaml:\d+: kubeadmConfigPatches: etcd\.external\.caFile/,
    ],
    ["no key", text.replace(/ *keyFile.*\n/, ""), /etcd\.external\.keyFile/],
  ])("is refused with %s", (_, broken, message) => {
    expect(() => parseTopology(broken, "x.yaml")).toThrow(message);
  });

  it("is given to kind with addresses and certificates, and everything else as it was", () => {
    const addresses = new Map([
      ["etcd", "172.30.0.201"],
      ["etcd2", "172.30.0.202"],
    ]);
    const config = withExternalMembers(
      {
        ...topology.config,
        kubeadmConfigPatches: ["kind: KubeletConfiguration", ...(topology.config.kubeadmConfigPatches ?? [])],
      },
      addresses,
      "/certificates",
    );
    expect(config.nodes.map(({ extraMounts }) => extraMounts)).toEqual([
      ...Array(3).fill([{ hostPath: "/certificates", containerPath: "/etc/kubernetes/pki/etcd" }]),
      undefined,
    ]);
    expect(config.kubeadmConfigPatches?.[0]).toBe("kind: KubeletConfiguration");
    expect(parse(config.kubeadmConfigPatches?.[1] ?? "")).toMatchObject({
      kind: "ClusterConfiguration",
      etcd: {
        external: {
          endpoints: ["https://172.30.0.201:2379", "https://172.30.0.202:2379"],
          caFile: "/etc/kubernetes/pki/etcd/ca.crt",
        },
      },
    });
  });
});

describe("certificates of external etcd", () => {
  beforeEach(() => void vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder()));
  afterEach(() => void vi.unstubAllEnvs());

  it("are good for members at their addresses, signed by the authority that kind copies, readable by nobody else, and gone afterwards", async () => {
    const members = [1, 2].map((n) => ({ short: `etcd${n}`, container: `kc-x-etcd${n}`, address: `172.30.0.20${n}` }));
    await writeCertificates("kc-x", members);
    expect(readdirSync(clientFolder("kc-x")).toSorted()).toEqual([
      ...["apiserver-etcd-client.crt", "apiserver-etcd-client.key", "ca.crt", "ca.key"],
      ...["healthcheck-client.crt", "healthcheck-client.key"],
    ]);
    const read = (name: string) => new X509Certificate(readFileSync(name));
    const authority = read(join(clientFolder("kc-x"), "ca.crt"));
    const server = read(join(memberFolder("kc-x", "etcd2"), "server.crt"));
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIP("172.30.0.202")).toBe("172.30.0.202");
    expect(server.checkIP("172.30.0.201")).toBeUndefined();
    expect(server.checkHost("localhost")).toBe("localhost");
    expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    expect(existsSync(join(memberFolder("kc-x", "etcd2"), "ca.key"))).toBe(false);
    expect(statSync(join(memberFolder("kc-x", "etcd2"), "server.key")).mode & 0o777).toBe(0o600);
    await removeCertificates("kc-x");
    expect(existsSync(certificatesFolder("kc-x"))).toBe(false);
  });
});
