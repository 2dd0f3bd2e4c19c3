import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readJournal } from "../../src/journal/reader.ts";
import type { Report } from "../../src/model/report.ts";
import { chaos, newestRun, reportsFolder } from "../e2e/support/chaos.ts";
import { repeatable } from "../e2e/support/repeatable.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";

const reports = reportsFolder();

/** What is asked of every family: nothing found where nothing breaks, partitions seen and healed, applications reached. */
const scenarios = ["baseline", "workload-baseline", "control-plane-partition", "pod-network-partition", "node-drain"];

describe.runIf(existsSync("/proc/net/if_inet6")).each([
  ["ipv6", "::1", "::1"],
  ["dual", "127.0.0.1", "127.0.0.1"],
  ["dual-ipv6-first", "127.0.0.1", "::1"],
])("a cluster of the topology %s", (topology, apiHost, portHost) => {
  const name = `e2e-${topology}`;
  const on = ["--topology", `test/e2e/topologies/${topology}.yaml`, "--reuse", "--name", name, "--reports", reports];
  afterAll(() => chaos("clean", "--all", "--cluster", name));

  it.each(scenarios)(
    "carries %s",
    repeatable,
    needsFitMachine(async ({ runsIn }, scenario) => {
      runsIn(reports);
      const { code, stderr } = await chaos("run", scenario, ...on);
      const folder = newestRun(reports);
      const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
      const bad = [...report.verdicts, ...report.assumptions].filter(({ outcome }) => outcome !== "pass");
      expect({ code, bad }, stderr).toEqual({ code: 0, bad: [] });
      expect(report.cluster?.nodes.every(({ address6 }) => address6?.startsWith("fd6b:6368:616f:"))).toBe(true);
      const { events } = await readJournal(join(folder, "journal.jsonl"));
      const hosts = events.flatMap((event) => (event.type === "lanes" ? event.lanes : []));
      const ofApi = hosts.filter(({ id }) => /\/api\//.test(id));
      const ofNodes = hosts.filter(
        ({ operation, via }) => operation.startsWith("workload-") && via.startsWith("worker"),
      );
      expect(new Set(ofApi.map(({ host }) => host))).toEqual(new Set(ofApi.length > 0 ? [apiHost] : []));
      expect(new Set(ofNodes.map(({ host }) => host))).toEqual(new Set(ofNodes.length > 0 ? [portHost] : []));
    }),
  );
});
