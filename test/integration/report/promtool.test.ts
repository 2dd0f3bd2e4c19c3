import { execa } from "execa";
import { expect, test } from "vitest";
import openmetrics from "../../../src/report/openmetrics.ts";
import { judgeRun } from "../../../src/run/judge-run.ts";
import { recordedRun, recordedRuns } from "../../support/recorded-run.ts";

/** Prometheus' own reader and linter, where it is on this machine (Debian: package "prometheus"). */
const { failed } = await execa("promtool", ["--version"], { reject: false });

test.skipIf(failed).each(recordedRuns)("promtool accepts the figures of %s without a remark", async (run) => {
  const input = openmetrics.render(await judgeRun(recordedRun(run)));
  const { exitCode, all } = await execa("promtool", ["check", "metrics"], { input, reject: false, all: true });
  expect({ exitCode, all }).toEqual({ exitCode: 0, all: "" });
});
