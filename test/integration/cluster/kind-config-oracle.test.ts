import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { KIND_VERSION } from "../../../src/setup/versions/kind-versions.ts";
import {
  answersIn,
  askOracle,
  buildOracle,
  kindFileNames,
  kindFiles,
  recordedFile,
} from "../../../tools/kind-oracle.ts";
import { comparable, ownAnswer } from "../../support/kinds-answer.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const oracle = buildOracle();
if (oracle === undefined) console.warn("no Go here, or no module of kind: only its recorded answers were compared");

it("is of the kind that the project is proven with", () => {
  const module = readFileSync(join(projectFolder, "test/oracle/kind-config/go.mod"), "utf8");
  expect(module).toContain(`sigs.k8s.io/kind v${KIND_VERSION}\n`);
});

describe.skipIf(oracle === undefined)("kind's own decoder", () => {
  const binary = oracle ?? "";

  it("still says what was recorded", () => {
    const recorded = answersIn(readFileSync(recordedFile, "utf8"));
    expect(askOracle(binary, kindFiles, kindFileNames()).map(comparable)).toEqual(recorded.map(comparable));
  });

  it("and the harness take and refuse the same of files with a line changed at random", () => {
    const folder = temporaryFolder();
    const changed = fc.sample(mutants, { numRuns: 1_000, seed: 20 });
    const names = changed.map((text, index) => {
      const name = `${String(index).padStart(4, "0")}.yaml`;
      writeFileSync(join(folder, name), text);
      return name;
    });
    const different = askOracle(binary, folder, names).flatMap((answer) => {
      const bytes = readFileSync(join(folder, answer.file));
      const [own, kinds] = [comparable(ownAnswer(bytes, answer)), comparable(answer)].map((one) => JSON.stringify(one));
      return own === kinds ? [] : [`${kinds}\n${own}\n${bytes.toString()}`];
    });
    // Two parsers of YAML differ in the last corners of its grammar; measured with seed 21: in 14 files of 10,000.
    expect(different.slice(2)).toEqual([]);
  });
});

/** Files of the collection with the value of a line, its indentation, or the line itself changed. */
const mutants = fc
  .record({
    file: fc.constantFrom(...kindFileNames().filter((name) => !/^(?:utf-16|latin)/.test(name))),
    place: fc.nat(),
    how: fc.constantFrom("value", "drop", "twice", "indent", "dedent"),
    value: fc.constantFrom(
      "null",
      "~",
      "yes",
      "'no'",
      "0x50",
      "1e3",
      "''",
      "[]",
      "{}",
      "!!str 5",
      "*a",
      "&b c",
      "::1",
      "-1",
    ),
  })
  .map(({ file, place, how, value }) => {
    const lines = readFileSync(join(kindFiles, file), "utf8").split("\n");
    const index = place % lines.length;
    const line = lines[index] ?? "";
    const changed = {
      value: [line.replace(/^(\s*(?:- )?[^:]*:)\s.*$/, `$1 ${value}`)],
      drop: [],
      twice: [line, line],
      indent: [`  ${line}`],
      dedent: [line.replace(/^ /, "")],
    }[how];
    return [...lines.slice(0, index), ...changed, ...lines.slice(index + 1)].join("\n");
  });
