import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportSchema } from "../../../src/model/report.ts";
import { namesOf, projectFolder } from "../../../src/scenario/catalogue.ts";
import { base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { recordedRun } from "../../support/recorded-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type Installed, installPackage } from "./installed.ts";
import { elsewhere, mine } from "./own-folder.ts";

let installed: Installed;
beforeAll(async () => {
  installed = await installPackage();
}, 600_000);
afterAll(() => installed?.[Symbol.dispose]());

const sources = join(projectFolder, "src/cli.ts");

test("it is at most 5 MB packed and 60 MB installed", async () => {
  expect(statSync(installed.archive).size).toBeLessThan(5e6);
  const { stdout } = await execa("du", ["-sm", join(installed.folder, "node_modules")]);
  expect(Number.parseInt(stdout, 10)).toBeLessThanOrEqual(60);
});

test("what is no code is in it as it is in the repository: sources of images, topologies, the template", () => {
  const inPackage = join(installed.folder, "node_modules/kind-chaos");
  const read = (from: string, folder: string) =>
    readdirSync(join(from, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => statSync(join(from, folder, file)).isFile())
      .toSorted()
      .map((file) => ({
        file,
        bytes: readFileSync(join(from, folder, file), "base64"),
        // What a script of an image is called by decides whether it has to be executable.
        mode: statSync(join(from, folder, file)).mode & 0o111,
      }));
  for (const folder of ["node-image", "kind-configs", "template"])
    expect(read(inPackage, folder), folder).toEqual(read(projectFolder, folder));
});

test("it says its version, and lists and plans what the sources do", async () => {
  const cwd = temporaryFolder();
  const [version, list, plan] = await Promise.all([
    installed.call(["--version"]),
    installed.call(["list", "--json"], { cwd }),
    installed.call(["plan", "etcd-minority", "--json"], { cwd }),
  ]);
  const { version: own } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  expect(version).toMatchObject({ exitCode: 0, stdout: own, stderr: "" });
  const ofSources = (...args: string[]) => execa(process.execPath, [sources, ...args, "--json"], { cwd });
  expect(JSON.parse(list.stdout)).toEqual(JSON.parse((await ofSources("list")).stdout));
  expect(JSON.parse(plan.stdout)).toEqual(JSON.parse((await ofSources("plan", "etcd-minority")).stdout));
});

test("a user's own scenario and topology are found, and mean the package that runs", async () => {
  const cwd = elsewhere();
  const plan = await installed.call(["plan", "mine", "--json"], { cwd });
  expect([plan.exitCode, plan.stderr]).toEqual([0, ""]);
  expect(JSON.parse(plan.stdout)).toMatchObject({ scenario: "mine", topology: "mine-too" });
  const list = await installed.call(["list"], { cwd });
  expect(list.stdout).toMatch(/yours: scenarios\/mine\.ts/);
  // One that goes by the name of the library's goes before it.
  writeFileSync(join(cwd, "scenarios/etcd-minority.ts"), mine);
  const instead = await installed.call(["plan", "etcd-minority", "--json"], { cwd });
  expect(JSON.parse(instead.stdout)).toMatchObject({ scenario: "etcd-minority", topology: "mine-too" });
});

test("a mistake in a user's own scenario is told with its place", async () => {
  const cwd = elsewhere();
  writeFileSync(join(cwd, "scenarios/mine.ts"), mine.replace('"kill", limit', '"kil", limit'));
  const { exitCode, stderr } = await installed.call(["plan", "mine"], { cwd });
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^chaos: scenarios\/mine\.ts: .*did you mean kill/)]);
});

test("a recorded run is judged to the same bytes as by the sources", async () => {
  const [packed, own] = [temporaryFolder(), temporaryFolder()].map((inside) => recordedRun("etcd-minority", inside));
  const [byPackage, bySources] = await Promise.all([
    installed.call(["replay", "etcd-minority", "--write"], { cwd: join(packed as string, "..") }),
    execa(process.execPath, [sources, "replay", "etcd-minority", "--write"], {
      cwd: join(own as string, ".."),
      reject: false,
    }),
  ]);
  expect([byPackage.exitCode, byPackage.stdout]).toEqual([bySources.exitCode, bySources.stdout]);
  const files = readdirSync(own as string).toSorted();
  expect(files.length).toBeGreaterThan(5);
  expect(readdirSync(packed as string).toSorted()).toEqual(files);
  for (const file of files)
    expect(readFileSync(join(packed as string, file)).equals(readFileSync(join(own as string, file))), file).toBe(true);
});

test("it reaches for clusters by the Kubernetes client inside as the sources do by the library", async () => {
  const cwd = temporaryFolder();
  const cluster = { server: "https://127.0.0.1:1", "insecure-skip-tls-verify": true };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "none", cluster }],
    users: [{ name: "me", user: { token: "secret" } }],
    contexts: [{ name: "none", context: { cluster: "none", user: "me" } }],
    "current-context": "none",
  };
  writeFileSync(join(cwd, "config"), JSON.stringify(config));
  const args = ["audit", "--kubeconfig", "config", "--no-docker"];
  const [byPackage, bySources] = await Promise.all([
    installed.call(args, { cwd }),
    execa(process.execPath, [sources, ...args], { cwd, reject: false }),
  ]);
  expect(bySources.stderr).toMatch(/^chaos: .*127\.0\.0\.1:1/);
  expect([byPackage.exitCode, byPackage.stderr]).toEqual([2, bySources.stderr]);
});

test("it measures: the probing process, the Kubernetes client, the journal and the report are there", async () => {
  const { authority, server } = await makeCertificates();
  const { port } = await serveApi([server]);
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    "certificate-authority-data": base64(authority.cert),
  };
  const cwd = temporaryFolder();
  const kubeconfig = writeKubeconfig(cwd, cluster, { token: "good" });
  const args = ["monitor", "--kubeconfig", kubeconfig, "--for", "2s", "--lanes", "quorum-read/new@20hz", "--json"];
  const { stdout, stderr } = await installed.call(args, { cwd });
  // Whether this machine had CPU to spare is not the question here.
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report, stderr).toMatchObject({ scenario: "monitor", errors: [] });
  expect(report.prober.attempts).toBeGreaterThan(10);
});

test("a folder that init began has a scenario that loads, and whose types are right", async () => {
  const begun = await installed.call(["init", "--json"]);
  expect(JSON.parse(begun.stdout).files).toContainEqual({ path: "package.json", state: "kept" });
  const plan = await installed.call(["plan", "first-follower-kill"]);
  expect(plan).toMatchObject({ exitCode: 0, stderr: "" });
  const tsc = join(projectFolder, "node_modules/.bin/tsc");
  const config = join(installed.folder, "tsconfig.json");
  // As init asks for where a package.json was there, with another type.
  writeFileSync(join(installed.folder, "package.json"), '{ "private": true, "type": "module" }\n');
  // Also the declarations of the package itself are checked.
  writeFileSync(config, readFileSync(config, "utf8").replace('"skipLibCheck": true', '"skipLibCheck": false'));
  const check = () => execa(tsc, ["-p", "."], { cwd: installed.folder, reject: false });
  const every = (["fault", "guarantee", "operation", "procedure", "target"] as const).flatMap((kind) =>
    namesOf(kind).map((name) => `export * from "kind-chaos/${kind === "target" ? "targets" : `${kind}s`}/${name}";`),
  );
  writeFileSync(
    join(installed.folder, "scenarios/every.ts"),
    `${every.map((line, index) => line.replace("*", `* as e${index}`)).join("\n")}\n`,
  );
  expect((await check()).stdout).toBe("");
  writeFileSync(
    join(installed.folder, "scenarios/wrong.ts"),
    mine.replace('connection: "reused"', 'connection: "used"'),
  );
  expect((await check()).stdout).toMatch(/wrong\.ts\(\d+,\d+\): error TS2322: .*"used"/);
});

test("completion knows the library's scenarios and the user's own", async () => {
  const cwd = elsewhere();
  const { stdout } = await installed.call(["completion", "bash"], { cwd: temporaryFolder() });
  const answer = `COMP_WORDS=(kind-chaos plan "$1"); COMP_CWORD=2; _kind_chaos; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const completed = (word: string) => execa("bash", ["-c", `${stdout}\n${answer}`, "bash", word], { cwd });
  expect((await completed("min")).stdout).toBe("mine");
  expect((await completed("etcd-mi")).stdout).toBe("etcd-minority");
});
