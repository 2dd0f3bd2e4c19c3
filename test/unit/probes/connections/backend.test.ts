import { describe, expect, it } from "vitest";
import { backendLearner, nameBackends } from "../../../../src/probes/connections/backend.ts";

const kubeadm = (node: string, ip: string) =>
  `DNS:api.example.com, DNS:${node}, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, DNS:kubernetes.default.svc.cluster.local, DNS:localhost, IP Address:10.96.0.1, IP Address:${ip}`;

describe("API servers that are known by their certificates alone", () => {
  it("are counted as they are met, each certificate once", () => {
    const learnt: string[][] = [];
    const backendOf = backendLearner((certificates) => learnt.push(certificates));
    const [a, b] = [kubeadm("a", "10.0.0.2"), kubeadm("b", "10.0.0.3")];
    expect([a, b, a, "", b].map(backendOf)).toEqual([0, 1, 0, undefined, 1]);
    expect(learnt).toEqual([[a], [a, b]]);
  });

  it("do not fill the memory where each connection shows another one", () => {
    const backendOf = backendLearner(() => {});
    const seen = Array.from({ length: 100 }, (_, n) => backendOf(`DNS:made-up-${n}`));
    expect(seen.filter((index) => index !== undefined)).toHaveLength(32);
    expect(seen.at(-1)).toBeUndefined();
  });

  it("are called by the name that no other one has", () => {
    const names = [kubeadm("node-b", "10.0.0.2"), kubeadm("node-a", "10.0.0.3")];
    expect(nameBackends(names, "10.9.9.9")).toEqual(["node-b", "node-a"]);
    expect(nameBackends(names.slice(0, 1), "api.example.com")).toEqual(["node-b"]);
  });

  it("are called by their address where names are the same, and numbered where that is too", () => {
    const shared = "DNS:kubernetes, IP Address:10.96.0.1";
    expect(nameBackends([`${shared}, IP Address:10.0.0.2`, `${shared}, IP Address:10.0.0.3`], "x")).toEqual([
      "10.0.0.2",
      "10.0.0.3",
    ]);
    expect(nameBackends(["DNS:kubernetes", "DNS:kubernetes, DNS:localhost"], "x")).toEqual([
      "certificate 1",
      "certificate 2",
    ]);
  });
});
