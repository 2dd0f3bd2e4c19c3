import { Argument, Command, Option } from "commander";
import { expect, test } from "vitest";
import { completedWords } from "../../../../src/command-line/completion/words.ts";
import { namesOf } from "../../../../src/scenario/catalogue.ts";

const program = new Command();
program
  .command("run [scenarios...]")
  .description("runs")
  .option("-q, --quiet", "less")
  .option("--tag <tag>", "which")
  .option("--topology <name or file>", "on what")
  .option("--reports <folder>", "where")
  .addOption(new Option("--profile <profile>", "timings").choices(["stock", "fast"]))
  .addOption(new Option("--secret", "nobody's business").hideHelp());
program.command("replay").argument("<run>", "a run");
program.command("doctor");
program.command("completion").addArgument(new Argument("<shell>").choices(["bash"]));

test("verbs, options and their values are those of the commands themselves", () => {
  const { verbs, scenarios } = completedWords(program);
  expect(scenarios).toEqual(namesOf("scenario"));
  expect(verbs.map(({ name, takes }) => [name, takes])).toEqual([
    ["run", "scenarios"],
    ["replay", "runs"],
    ["doctor", undefined],
    ["completion", ["bash"]],
  ]);
  const options = new Map(verbs[0]?.options.map(({ names, value }) => [names.join(" "), value]));
  expect([...options.keys()]).toEqual(["--quiet -q", "--tag", "--topology", "--reports", "--profile", "--help"]);
  expect(options.get("--quiet -q")).toBeUndefined();
  expect(options.get("--tag")).toContain("quorum");
  expect(options.get("--topology")).toContain("ha-3cp-3w");
  expect([options.get("--reports"), options.get("--profile")]).toEqual(["files", ["stock", "fast"]]);
});
