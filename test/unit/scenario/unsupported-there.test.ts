import { expect, test } from "vitest";
import { proceduresOf } from "../../../src/runner/plan.ts";
import { known, loadFault, loadProcedure } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { unsupportedThere } from "../../../src/scenario/unsupported-there.ts";

const all = await known();

async function refusal(name: string, pins: boolean | undefined): Promise<string | undefined> {
  const { scenario, topology } = await loadScenario(name, all);
  const procedures = await proceduresOf(scenario.steps, loadProcedure);
  return unsupportedThere(scenario, { network: "kind", pins, topology }, loadFault, procedures);
}

test.each(["etcd-minority", "apiserver-kill", "kubelet-stop", "worker-pause", "node-drain", "worker-partition"])(
  "what takes no container down is carried out on any network: %s",
  async (name) => {
    expect(await refusal(name, false)).toBeUndefined();
  },
);

test.each(["worker-kill", "control-plane-kill", "lb-kill", "rolling-worker-maintenance"])(
  "what takes one down needs a network that takes addresses: %s",
  async (name) => {
    expect(await refusal(name, false)).toMatch(/takes a container down, and the network kind has no subnet/);
    expect(await refusal(name, true)).toBeUndefined();
    expect(await refusal(name, undefined)).toBeUndefined();
  },
);

test("what loses data is refused on every network", async () => {
  expect(await refusal("etcd-snapshot-restore", true)).toMatch(/is refused there: only what etcd-snapshot saved/);
});

test.each([
  ["webhook-deadlock", /^webhook: install-webhook is refused there: where a run dies, pods of every namespace/],
  ["webhook-replicas-spread", /^webhook: install-webhook is refused there/],
  ["etcd-member-replace", /etcd-member-replace is refused there: etcd's manifest names all members/],
  ["certificate-renewal", /^renewal-1: certificate-renewal is refused there: the certificates from before/],
])("what stays is refused on every network: %s", async (name, why) => {
  expect(await refusal(name, true)).toMatch(why);
});

test("a certificate that is over is one that is put back", async () => {
  expect(await refusal("certificate-expired", false)).toBeUndefined();
});

test("an upgrade is refused, which nobody can take back", async () => {
  const { topology } = await loadScenario("baseline", all);
  const upgrade = { procedure: "upgrade-worker", target: { role: "worker" }, params: { to: "1.37.0" } };
  const steps = [{ perform: upgrade, as: "upgrade" }];
  const there = { network: "kind", pins: true, topology };
  const procedures = await proceduresOf(steps as never, loadProcedure);
  expect(await unsupportedThere({ steps: steps as never }, there, loadFault, procedures)).toMatch(/upgrades nodes/);
});
