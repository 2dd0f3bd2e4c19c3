import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ignoredChecks, upgradeApply, upgradeNode } from "../../../src/node-tools/kubeadm-upgrade.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

it("ignores checks by their names with a reason for each, and never what tells whether the cluster is whole", () => {
  const names = ignoredChecks.map(({ name }) => name.toLowerCase());
  for (const kept of ["all", "createjob", "controlplanenodesready", "staticpodmanifest", "imagepull"])
    expect(names).not.toContain(kept);
  for (const { reason } of ignoredChecks) expect(reason.length).toBeGreaterThan(40);
});

it("asks for the whole version where it upgrades the cluster's records, and follows them elsewhere", () => {
  const words = [upgradeApply("a", "1.37.0"), upgradeNode("b")].map(
    (action) => "argv" in action && action.argv.slice(4),
  );
  const ignoring = `--ignore-preflight-errors=${ignoredChecks.map(({ name }) => name).join(",")}`;
  expect(words).toEqual([
    ["apply", "v1.37.0", "--yes", ignoring],
    ["node", ignoring],
  ]);
});

it.each([
  [
    "[preflight] Some fatal errors occurred:\\n\\t[ERROR CreateJob]: Job did not complete\\nTo see the stack trace",
    "\t[ERROR CreateJob]: Job did not complete",
  ],
  [
    "[upgrade] doing\\nerror: couldn't upgrade control plane\\nTo see the stack trace",
    "error: couldn't upgrade control plane",
  ],
  ["killed", "killed"],
])("tells kubeadm's own reason and not its last line: %j", (printed, reason) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "kubeadm"), `#!/bin/sh\nprintf '${printed.replaceAll("'", "'\\''")}\\n' >&2\nexit 1\n`);
  chmodSync(join(folder, "kubeadm"), 0o755);
  const action = upgradeNode("a");
  const words = "argv" in action ? action.argv.slice(1).map((word) => word.replaceAll("/run/", `${folder}/`)) : [];
  const { status, stderr } = spawnSync("/bin/sh", words, {
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: `${reason}\n` });
});
