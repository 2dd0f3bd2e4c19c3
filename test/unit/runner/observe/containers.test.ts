import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readRunning, runningWords } from "../../../../src/runner/observe/containers.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

it("reads name and uid of each pod once, however many containers it has", () => {
  const text = "store-0 u1\nworkload-a u2\nworkload-a u2\n\n";
  expect(readRunning(text)).toEqual([
    { name: "store-0", uid: "u1" },
    { name: "workload-a", uid: "u2" },
  ]);
  expect(readRunning("")).toEqual([]);
});

it("asks for running containers of one namespace, sandboxes not among them", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "ctr"), `#!/bin/sh\necho "$*" >>${folder}/calls\necho x RUNNING\n`, { mode: 0o755 });
  const [shell = "", ...words] = runningWords("kind-chaos-x");
  spawnSync(shell, words, { env: { PATH: `${folder}:${process.env.PATH}` } });
  expect(readFileSync(join(folder, "calls"), "utf8").split("\n")[1]).toBe(
    '-n k8s.io containers ls -q labels."io.kubernetes.pod.namespace"==kind-chaos-x,labels."io.cri-containerd.kind"==container',
  );
});

it.each([
  ["both are listed", "", 0, "store-0 u1\n"],
  ["the tasks are not told", '[ "$3" = tasks ] && exit 1', 1, ""],
  ["no task is told", '[ "$3" = tasks ] && exit 0', 1, ""],
  ["the containers are not told", '[ "$3" = containers ] && exit 1', 1, ""],
  ["one is not told of that is still there", '[ "$4" = info ] && exit 1', 1, ""],
  [
    "one is gone that was listed",
    '[ "$4" = info ] && exit 1; [ "$*" = "-n k8s.io containers ls -q" ] && exit 0',
    0,
    "",
  ],
])("tells what runs, or fails, where %s", (_, otherwise, status, stdout) => {
  const folder = temporaryFolder();
  const labels = '"io.kubernetes.pod.name": "store-0",\n"io.kubernetes.pod.uid": "u1"';
  const told = `#!/bin/sh
${otherwise}
case "$3 $4" in
  "tasks ls") echo "abc 12 RUNNING";;
  "containers ls") echo abc; echo gone;;
  "containers info") printf '%s\\n' '${labels}';;
esac
`;
  writeFileSync(join(folder, "ctr"), told, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env.PATH}` };
  expect(spawnSync("sh", runningWords("own").slice(1), { encoding: "utf8", env })).toMatchObject({ status, stdout });
});
