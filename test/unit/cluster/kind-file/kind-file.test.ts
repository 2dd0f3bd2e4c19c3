import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readKindFile } from "../../../../src/cluster/kind-file/kind-file.ts";
import { KindFileProblem } from "../../../../src/cluster/kind-file/problem.ts";
import { textOf } from "../../../../src/cluster/kind-file/text-encoding.ts";
import { answersIn, kindFileNames, kindFiles, recordedFile } from "../../../../tools/kind-oracle.ts";
import { comparable, ownAnswer } from "../../../support/kinds-answer.ts";

const recorded = answersIn(readFileSync(recordedFile, "utf8"));
const bytesOf = (file: string) => readFileSync(join(kindFiles, file));
const accepted = recorded.filter(({ refused }) => refused === undefined);

describe("readKindFile, beside what kind itself said of the same file", () => {
  it("was asked about all of them", () => {
    expect(recorded.map(({ file }) => file)).toEqual(kindFileNames());
    expect(accepted.length).toBeGreaterThan(100);
    expect(recorded.length - accepted.length).toBeGreaterThan(60);
  });

  it.each(recorded)("$file", (answer) => {
    expect(comparable(ownAnswer(bytesOf(answer.file), answer))).toEqual(comparable(answer));
  });

  it.each(accepted)("$file is the same when it is written again", ({ file }) => {
    const { config } = readKindFile(textOf(bytesOf(file)));
    expect(readKindFile(stringify(config, { aliasDuplicateObjects: false })).config).toEqual(config);
  });

  it.each(recorded.filter(({ refused = "" }) => /^ {2}line \d+: /m.test(refused)))(
    "$file is refused with the line that kind names",
    ({ file, refused = "" }) => {
      const problem = problemOf(file);
      const line = Number(/^ {2}line (\d+): /m.exec(refused)?.[1]);
      // kind names the anchor, the harness the alias that does not fit.
      expect([line, line + (file === "anchor-holds-itself.yaml" ? 1 : 0)]).toContain(problem.line);
      expect(problem.message).not.toMatch(/\n/);
    },
  );
});

function problemOf(file: string): KindFileProblem {
  try {
    readKindFile(textOf(bytesOf(file)));
  } catch (error) {
    if (error instanceof KindFileProblem) return error;
    throw error;
  }
  throw new Error(`${file} was taken`);
}

it("refuses two %YAML lines before one document, and takes what only looks like a second one", () => {
  const file = "---\nkind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n";
  expect(() => readKindFile(`%YAML 1.1\n# again\n%YAML 1.1\n${file}`)).toThrow(/two %YAML lines/);
  expect(readKindFile(`%YAML 1.1\n${file}`).config.nodes).toHaveLength(1);
  expect(readKindFile(`${file}kubeadmConfigPatches: ["%YAML 1.1\\n%YAML 1.1\\n"]\n`).config.nodes).toHaveLength(1);
});
