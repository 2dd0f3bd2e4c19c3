import { expect, test } from "vitest";
import { parse } from "yaml";
import { passingOn, relayTo } from "../../../../src/cluster/virtual-address/relay.ts";
import { inFakeTime } from "../../../support/fake-time.ts";

const resources = `resources:
- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
  name: kube_apiservers
  connect_timeout: 5s
  type: STRICT_DNS
  health_checks: [{ timeout: 3s, interval: 2s }]
  load_assignment:
    cluster_name: kube_apiservers
    endpoints:
    - lb_endpoints:
      - endpoint: { address: { socket_address: { address: a-control-plane, port_value: 6443 } } }
      - endpoint: { address: { socket_address: { address: a-control-plane2, port_value: 6443 } } }
`;
const knows = (...backends: readonly string[]) =>
  backends.map((backend) => `kube_apiservers::${backend}:6443::cx_active::0\n`).join("");

/** An Envoy that says one after another what it knows, and behind which somebody answers or not; the last goes on. */
function envoy(told: readonly string[], answers: readonly boolean[], file: string | undefined = resources) {
  const asked: string[] = [];
  const next = <Value>(all: readonly Value[], what: string): Value => {
    const before = asked.filter((one) => one === what).length;
    asked.push(what);
    return all[Math.min(before, all.length - 1)] as Value;
  };
  const engine = {
    exec: async (_node: string, argv: readonly string[]) => {
      if (argv[0] === "cat")
        return { exitCode: file === undefined ? 1 : 0, stdout: file ?? "", stderr: "no such file" };
      if (argv.includes("/clusters")) return { exitCode: 0, stdout: next(told, "clusters"), stderr: "" };
      asked.push("written");
      return { exitCode: 0, stdout: "", stderr: "" };
    },
    answersTls: async (port: number) => next(answers, `tls ${port}`),
    containers: { details: async () => ({ ports: { "6443/tcp": [{ address: "127.0.0.1", port: 7_777 }] } }) as never },
  };
  const run = (signal = new AbortController().signal) =>
    inFakeTime(() => relayTo(engine, "lb", "172.30.0.200", signal));
  return { asked, run };
}

test("everything goes to one address, which is connected to for as long as kind waits", () => {
  const [one] = (parse(passingOn(resources, "172.30.0.200") ?? "") as { resources: object[] }).resources;
  const endpoint = { address: { socket_address: { address: "172.30.0.200", port_value: 6_443 } } };
  expect(one).toMatchObject({
    name: "kube_apiservers",
    type: "STRICT_DNS",
    connect_timeout: "0.25s",
    load_assignment: { cluster_name: "kube_apiservers", endpoints: [{ lb_endpoints: [{ endpoint }] }] },
  });
  expect(one).not.toHaveProperty("health_checks");
  expect(passingOn("a: b", "172.30.0.200")).toBeUndefined();
});

test("Envoy itself has to say that it knows the address and nothing else, and an API server to answer behind it", async () => {
  const before = knows("172.30.0.4", "172.30.0.5");
  const { asked, run } = envoy(
    ["", before, before + knows("172.30.0.200"), knows("172.30.0.200")],
    [false, false, true],
  );
  await run();
  expect(asked).toEqual(["written", ...Array(4).fill("clusters"), ...Array(3).fill("tls 7777")]);
});

test("an Envoy that goes on with kind's own backends is no way in, and what it knows is told", async () => {
  const { asked, run } = envoy([knows("172.30.0.4")], [true]);
  await expect(run()).rejects.toThrow(/passes everything on to 172\.30\.0\.200:6443 \(it knows 172\.30\.0\.4:6443\)/);
  expect(asked).not.toContain("tls 7777");
});

test("an address behind which no API server answers is none", async () => {
  await expect(envoy([knows("172.30.0.200")], [false]).run()).rejects.toThrow(
    /^an API server behind .* \(no TLS handshake is answered\)/,
  );
});

test("who interrupts does not wait for it", async () => {
  const reason = new Error("interrupted");
  await expect(envoy([""], [false]).run(AbortSignal.abort(reason))).rejects.toBe(reason);
});

test("what is no Envoy is refused", async () => {
  await expect(envoy([], [], "").run()).rejects.toThrow(/no Envoy of kind 0\.32 or newer/);
});
