import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { runLine } from "../../tools/image/run-line.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* The image as a user runs it: built by the script, called by the documented line, against this machine's engine. */
const tag = "kind-chaos:test";
const { version }: { version: string } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));

beforeAll(async () => {
  const { exitCode } = await execa("docker", ["pull", baseOfDockerfile()], { reject: false, timeout: 60_000 });
  const local = exitCode === 0 ? [] : ["--local-base"];
  await execa(process.execPath, ["tools/image/build.ts", "--tag", tag, ...local], { cwd: projectFolder });
}, 900_000);

function baseOfDockerfile(): string {
  const text = readFileSync(join(projectFolder, "Dockerfile"), "utf8");
  return String(/^ARG BASE=(.+)$/m.exec(text)?.[1]);
}

/** Runs the image in an empty folder, with a cache folder of its own. */
async function call(...args: string[]) {
  const folder = temporaryFolder();
  const [work, cache] = [join(folder, "work"), join(folder, "cache")];
  for (const each of [work, cache]) mkdirSync(each);
  const [command = "", ...words] = runLine(tag, work, cache, args);
  return { ...(await execa(command, words, { reject: false })), work };
}

test("it is the package: its version, its labels, at most 400 MB", async () => {
  expect(await call("--version")).toMatchObject({ exitCode: 0, stdout: version });
  const { stdout } = await execa("docker", ["image", "inspect", tag]);
  const [{ Size, Config }] = JSON.parse(stdout);
  expect(Size).toBeLessThan(400e6);
  expect(Config.Labels).toMatchObject({
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.revision": expect.stringMatching(/^[0-9a-f]{40}$/),
    "org.opencontainers.image.created": expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test("it lists what the sources list", async () => {
  const { stdout, exitCode } = await call("list", "--json");
  expect(exitCode).toBe(0);
  const names = (JSON.parse(stdout) as { scenarios: { name: string }[] }).scenarios.map(({ name }) => name);
  expect(names.toSorted()).toEqual(namesOf("scenario").toSorted());
});

test("its doctor finds the engine of this machine, as local, and its containers' networks can be entered", async () => {
  const { stdout } = await call("doctor", "--json");
  const { findings } = JSON.parse(stdout) as { findings: { subject: string; state: string; found: string }[] };
  const of = (wanted: string) => findings.find(({ subject }) => subject === wanted);
  expect(of("Docker engine")).toMatchObject({ state: "ok" });
  expect(of("container networks")).toMatchObject({ state: "ok", found: "can be entered" });
});

test("what it writes lies in the folder that was mounted", async () => {
  const { exitCode, work } = await call("init", "mine");
  expect(exitCode).toBe(0);
  expect(readdirSync(join(work, "mine"))).toContain("scenarios");
});
