import { expect, test } from "vitest";
import { forwardsOf, forwardWords, listenKey } from "../../../../src/cluster/existing/relay-forwards.ts";
import type { Node } from "../../../../src/model/cluster.ts";

function node(short: string, role: Node["role"], ports: Node["ports"], address = "172.18.0.2"): Node {
  return { name: `shop-${short}`, short, role, containerId: short, address, ports };
}

const plane = node("control-plane", "control-plane", { "6443": 40_000 });
const worker = node("worker", "worker", {}, "172.18.0.3");

test("what kind did not publish is forwarded, and one port that it did, to be compared", () => {
  const forwards = forwardsOf([plane, worker]);
  expect(forwards.map(({ short, port }) => `${short} ${port}`)).toEqual([
    "control-plane 2379",
    "control-plane 30080",
    "control-plane 30053/udp",
    "control-plane 30379",
    "worker 30080",
    "worker 30053/udp",
    "worker 30379",
    "control-plane 6443",
  ]);
  expect(forwards.filter(({ isMeter }) => isMeter)).toEqual([
    { short: "control-plane", port: "6443", address: "172.18.0.2", listen: 20_007, isMeter: true },
  ]);
});

test("no relay is needed where all is published", () => {
  const all = { "6443": 1, "2379": 2, "30080": 3, "30053/udp": 4, "30379": 5 };
  expect(forwardsOf([node("control-plane", "control-plane", all)])).toEqual([]);
});

test("an API server's port that is not on loopback is forwarded as others are, and compared with none", () => {
  const forwards = forwardsOf([node("control-plane", "control-plane", {}), node("lb", "load-balancer", {})]);
  expect(forwards.filter(({ port }) => port === "6443").map(({ short }) => short)).toEqual(["lb", "control-plane"]);
  expect(forwards.some(({ isMeter }) => isMeter)).toBe(false);
});

test("a rule has protocol, own port and where it leads", () => {
  const forwards = forwardsOf([plane, worker])
    .filter(({ short }) => short === "worker")
    .slice(0, 2);
  expect(forwardWords(forwards).slice(3)).toEqual([
    ...["kind-chaos", "tcp", "20004", "172.18.0.3:30080"],
    ...["udp", "20005", "172.18.0.3:30053"],
  ]);
  expect(forwards.map(listenKey)).toEqual(["20004/tcp", "20005/udp"]);
});
