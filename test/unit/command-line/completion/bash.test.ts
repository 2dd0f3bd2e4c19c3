import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bashCompletion } from "../../../../src/command-line/completion/bash.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const help = { names: ["--help"], summary: "", value: undefined };
const script = bashCompletion({
  scenarios: ["etcd-minority", "node-drain"],
  verbs: [
    {
      name: "run",
      summary: "it's run",
      takes: "scenarios",
      options: [
        { names: ["--tag"], summary: "", value: ["etcd", "quorum"] },
        { ...help, names: ["--quiet", "-q"] },
        help,
      ],
    },
    { name: "replay", summary: "", takes: "runs", options: [{ names: ["--to"], summary: "", value: "files" }, help] },
  ],
});

/** What bash offers after these words in a folder with a scenario, a helper and a run of one's own. */
function offered(...words: string[]): string[] {
  const folder = temporaryFolder();
  for (const name of ["scenarios", "reports/mine-1", "reports/none"])
    mkdirSync(join(folder, name), { recursive: true });
  for (const name of [
    "scenarios/mine.ts",
    "scenarios/mine.test.ts",
    "scenarios/other.yaml",
    "scenarios/odd.name.yaml",
    "scenarios/$(touch carried-out).yaml",
    "scenarios/`touch carried-out`.ts",
    "scenarios/-n.yaml",
    "scenarios/a b.yaml",
    "scenarios/b;touch carried-out.yaml",
    "reports/mine-1/journal.jsonl",
  ])
    writeFileSync(join(folder, name), "");
  const ask = `${script}\nCOMP_WORDS=(kind-chaos "$@"); COMP_CWORD=$#; _kind_chaos; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const answer = execFileSync("bash", ["-c", ask, "bash", ...words], { cwd: folder, encoding: "utf8" });
  expect(readdirSync(folder).toSorted()).toEqual(["reports", "scenarios"]);
  return answer.split("\n").filter((word) => word !== "");
}

test.each([
  [["r"], ["run", "replay"]],
  [["m"], ["mine"]],
  [
    ["run", ""],
    ["etcd-minority", "node-drain", "mine", "odd.name", "other"],
  ],
  [
    ["node-drain", "o"],
    ["odd.name", "other"],
  ],
  [
    ["--tag", ""],
    ["etcd", "quorum"],
  ],
  [["run", "mine", "--tag", "q"], ["quorum"]],
  [
    ["run", "--"],
    ["--tag", "--quiet", "--help"],
  ],
  [["replay", ""], ["reports/mine-1"]],
  [
    ["replay", "--"],
    ["--to", "--help"],
  ],
  // Names of files: bash's own.
  [["replay", "--to", ""], []],
])("after %j bash offers %j", (words, expected) => {
  expect(offered(...words)).toEqual(expected);
});
