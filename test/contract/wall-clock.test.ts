import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";

const source = join(projectFolder, "src");

/** What tells or reads a time of day, or the dates of a file. */
const looks =
  /\bDate\.(now|parse|UTC)\b|\bnew Date\b|\bDate\(|\btimeOrigin\b|\bTemporal\b|\b([acm]|birth)time[MN]s\b|\.([acm]|birth)time\b/g;

/**
 * Where the time of day is meant, and how often: a clock that is set changes nothing that is measured or judged. None of
 * these is subtracted from anything that was measured; what another machine dated is compared with dates of that same
 * machine, or translated by what is known of its clock.
 */
const timeOfDay: Readonly<Record<string, number>> = {
  // When a run, a suite or a gate began, as its folder and its report name it for people, and as a metric of its own.
  "run/judged-run.ts": 1,
  "commands/monitor.ts": 1,
  "calibration/calibration.ts": 1,
  "suite/run-several.ts": 1,
  "suite/suite-state.ts": 1,
  "commands/upgrade.ts": 1,
  "gate/gate-record.ts": 1,
  "report/parts/openmetrics-families.ts": 1,
  // Which run is the newest and which are old, by what their folders and reports say; shards of several machines as one.
  "run/find-runs.ts": 2,
  "run/old-runs.ts": 1,
  "commands/prune.ts": 1,
  "suite/merge.ts": 2,
  // Since when something waits to be undone or somebody waits for a turn, and when it was healed, for people.
  "runner/fault/inject.ts": 1,
  "runner/fault/heal.ts": 1,
  "healing/logged.ts": 1,
  "healing/open-undos.ts": 1,
  "watchdog/stand-in.ts": 1,
  "watchdog/watchdog-process.mjs": 1,
  "queue/turn.ts": 5,
  // Days that people wrote down, and today.
  "audit/acceptance.ts": 1,
  "scenario/quarantine-file.ts": 2,
  "command-line/quarantine-option.ts": 1,
  // Whether a file was written since: only whether it is the same.
  "host/file-state.ts": 4,
  // A seed that nobody chose.
  "commands/calibrate.ts": 1,
  // Certificates and tokens, by the clock of this machine, which makes, shows or checks them; and what time it is here.
  "net/certificate.ts": 4,
  "kube/credentials.ts": 4,
  "kube/exec-credential.ts": 2,
  "kube/oidc-token.ts": 1,
  "kube/reach.ts": 1,
  "kube/unreachable.ts": 4,
  "setup/machine-findings.ts": 3,
  // What a server tells and dates, and what time it is there: all by its own clock, which is asked beside this one.
  "audit/server-clock.ts": 2,
  "audit/checks/certificates.ts": 1,
  "audit/checks/snapshots.ts": 1,
  "preflight/checks/certificates.ts": 1,
  "preflight/checks/deprecated-apis.ts": 1,
  // The clock of the engine's machine, as it tells it, as the journal gets and has it; and what objects say by it.
  "host/engine-facts.ts": 2,
  "host/docker/engine-clock.ts": 1,
  "runner/observe/engine-clock.ts": 1,
  "analysis/timeline/engine-clock.ts": 2,
  // When a kubelet, a container and a Lease began or were renewed: all by the node's own clock.
  "runner/fault/back-off.ts": 2,
  "node-tools/kubelets-live.ts": 1,
  // A made-up time of a Lease in a story.
  "guarantees/failover-within.ts": 2,
};

test("nothing in src/ looks at the wall clock but where the time of day is meant", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => /\.m?[jt]s$/.test(name));
  expect(files.length).toBeGreaterThan(500);
  const found = files.map(
    (name) => [name, readFileSync(join(source, name), "utf8").match(looks)?.length ?? 0] as const,
  );
  expect(Object.fromEntries(found.filter(([, times]) => times > 0))).toEqual(timeOfDay);
});
