import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/host/command.ts";
import { obeyed } from "../../support/hostile-texts.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const cli = (args: readonly string[], env: Record<string, string> = {}) =>
  run([process.execPath, "src/cli.ts", ...args], { env, timeoutMs: 60_000 });

const web = "docs/examples/applications/web.yaml";

describe("bad input gets one line that says what, where and what to do, and exit 2", () => {
  it.concurrent.each([
    ["an unknown scenario", ["etcd-minorty"], /^chaos: .*etcd-minorty.*etcd-minority/m],
    ["an unknown flag", ["run", "baseline", "--kepp"], /error: unknown option '--kepp'\n\(Did you mean --keep\?\)/],
    [
      "an unknown profile",
      ["baseline", "--profile", "slow"],
      /argument 'slow' is invalid\. Allowed choices are stock, fast/,
    ],
    ["a seed that is none", ["baseline", "--seed", "x"], /argument 'x' is invalid.*whole number/],
    ["a duration that is none", ["baseline", "--ready-timeout", "soon"], /^chaos: "soon" is not a duration/m],
    ["a deadline that is none", ["baseline", "--deadline", "soon"], /^chaos: --deadline: "soon" is not a duration/m],
    ["a deadline that is over at once", ["baseline", "--deadline", "0s"], /^chaos: --deadline 0s: longer than/m],
    ["a name that cannot be one", ["baseline", "--name", "A b"], /^chaos: --name A b: small letters/m],
    ["an unknown topology", ["baseline", "--topology", "ha-9"], /^chaos: .*ha-9.*ha-3cp-3w/m],
    ["a Kubernetes that setup does not know", ["baseline", "--kubernetes", "1.2.3"], /^chaos: .*1\.2\.3.*1\.37\.2/m],
    ["nothing chosen", [], /^chaos: no scenario is chosen: name some .*--all, --tag or --topology/m],
    ["an unknown tag", ["--tag", "quorm"], /^chaos: There is no tag "quorm": did you mean quorum\?/m],
    ["names and --all", ["baseline", "--all"], /^chaos: name scenarios, or choose them with --all or --tag, not both/m],
    ["one unknown scenario of several", ["baseline", "etcd-minorty"], /^chaos: .*etcd-minorty.*etcd-minority/m],
    ["no repetition at all", ["baseline", "--repeat", "0"], /argument '0' is invalid.*at least 1/],
    ["repetitions that are none", ["baseline", "--repeat", "often"], /argument 'often' is invalid.*whole number/],
    ["an unknown topology to choose by", ["--topology", "sngle"], /^chaos: .*"sngle": did you mean single\?/m],
    ["a plan of nothing", ["plan"], /^chaos: no scenario is chosen/m],
    [
      "one name for several clusters",
      ["baseline", "etcd-minority", "test/e2e/scenarios/slow-election.ts", "--name", "mine"],
      /^chaos: --name: these scenarios need 2 different clusters/m,
    ],
    ["more repetitions than anybody waits for", ["plan", "baseline", "--repeat", "99999999"], /at most 1000/],
    [
      "a plan for a Kubernetes that nobody has",
      ["plan", "baseline", "--kubernetes", "banana"],
      /^chaos: .*banana.*1\.37\.2/m,
    ],
    ["an image that is none", ["plan", "baseline", "--image", "not an image"], /^chaos: not an image is no image/m],
    [
      "an image of no known version",
      ["plan", "baseline", "--image", "mine/node:latest"],
      /^chaos: --image mine\/node:latest does not name its version/m,
    ],
    ["a kind that nobody tried", ["plan", "baseline", "--kind", "0.29"], /^chaos: kind 0\.29 is not known.*0\.33\.0/m],
    [
      "a kind that is too old for its Kubernetes",
      ["run", "baseline", "--kind", "0.31", "--kubernetes", "1.37"],
      /^chaos: kind 0\.31\.0 is too old for Kubernetes 1\.37\.0/m,
    ],
    [
      "an application that is not there",
      ["plan", "node-drain", "--app", "none.yaml"],
      /^chaos: none\.yaml: there is no such file$/m,
    ],
    [
      "an application that is no YAML of Kubernetes",
      ["plan", "node-drain", "--app", "package.json"],
      /^chaos: package\.json:1: is no object of Kubernetes/m,
    ],
    [
      "a Service that the application does not have",
      ["plan", "node-drain", "--app", web, "--app-http", "shop:80"],
      /^chaos: no Service "shop" is among the manifests, only web$/m,
    ],
    [
      "a port that its Service does not have",
      ["plan", "node-drain", "--app", web, "--app-http", "web:81"],
      /^chaos: Service "web" has no TCP port 81, only 80 \(http\)$/m,
    ],
    [
      "a way to ask no application",
      ["plan", "node-drain", "--app-tcp", "web:80"],
      /^chaos: --app-tcp: of which application\?/m,
    ],
    ["a setup of no known version", ["setup", "--kubernetes", "1.99"], /^chaos: Kubernetes 1\.99 is not known/m],
    ["pruning as JSON that would have to ask", ["prune", "--json"], /^chaos: prune --json asks nobody: say --yes/m],
    ["a name that paints", ["replay", "\u001b[31mx"], /^chaos: There is no run at \\u001b\[31mx$/],
    ["an option that paints", ["run", "--\u001b[31mx"], /unknown option '--\\u001b\[31mx'/],
    [
      "reports that are no folder",
      ["clean", "--reports", "package.json", "--cluster", "none"],
      /^chaos: package\.json: is no folder/m,
    ],
    ["a run that is not there", ["replay", "reports/none"], /^chaos: .*reports\/none/m],
  ])("%s", async (_, args, message) => {
    const { exitCode, stderr, stdout } = await cli(args);
    // Where JSON is asked for, the error is that.
    expect({ exitCode, stdout: args.includes("--json") ? "" : stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it("a kind configuration that is none: file, line and reason", async () => {
    const file = join(temporaryFolder(), "bad.yaml");
    writeFileSync(file, "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n  - role: boss\n");
    const { exitCode, stderr } = await cli(["baseline", "--topology", file]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/bad\.yaml:4: nodes\.0\.role: /),
    });
  });

  it.each([
    ["that does not parse", "export default {\n  summary: 'x',\n  lanes: [\n};\n", /bad\.ts:4/],
    ["without a scenario in it", "export const a = 1;\n", /bad\.ts.*default export/],
    [
      "with a fault that is none",
      "export default { summary: 'x', topology: 'ha-3cp-3w', profile: 'stock', tags: [], lanes: [{ operation: 'write', destination: 'api', via: 'api', connection: 'new', hz: 10, deadlineMs: 1000 }], steps: [{ inject: { fault: 'proces-kill', target: { role: 'etcd-leader' }, params: {} }, as: 'x' }], guarantees: [{ id: 'no-lost-writes', guarantee: 'no-lost-writes', params: {} }] };\n",
      /bad\.ts.*proces-kill/s,
    ],
  ])("a scenario file %s", async (_, text, message) => {
    const file = join(temporaryFolder(), "bad.ts");
    writeFileSync(file, text);
    const { exitCode, stderr } = await cli([file]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });

  it.each([
    ["that ends the process", "process.exit(0);\n", /^chaos: .*bad\.ts: it ends its process \(0\)$/],
    ["that throws what is no error", "throw null;\n", /^chaos: .*bad\.ts: null$/],
    [
      "whose value throws",
      "export default new Proxy({}, { ownKeys() { throw 1; } });\n",
      /^chaos: .*bad\.ts: it cannot be read: 1$/,
    ],
    ["with a circle", "const a = {};\na.a = a;\nexport default a;\n", /goes round in a circle/],
    [
      "with 200,000 lanes",
      "export default { summary: 'x', lanes: new Array(200_000).fill(1) };\n",
      /more than 100000 values/,
    ],
  ])("a scenario file %s", async (_, text, message) => {
    const file = join(temporaryFolder(), "bad.ts");
    writeFileSync(file, text);
    for (const verb of ["run", "plan", "list", "describe"]) {
      const { exitCode, stderr, stdout } = await cli([verb, file]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toMatch(message);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    }
  });

  it.each([
    [
      "a bomb of aliases",
      `nodes: [&n {extraMounts: [&m {hostPath: /a, containerPath: /b},${"*m,".repeat(1_000)}]},${"*n,".repeat(1_000)}]\n`,
      /aliases that multiply/,
    ],
    [
      "a bomb of aliases in a patch",
      `kubeadmConfigPatches:\n- |\n  a: &a [${"x,".repeat(100)}]\n  b: &b [${"*a,".repeat(100)}]\n  c: [${"*b,".repeat(100)}]\n`,
      /aliases that multiply/,
    ],
    [
      "a patch that is none",
      "nodes: [{ role: control-plane }]\nkubeadmConfigPatches: ['a: [']\n",
      /:4: kubeadmConfigPatches\.0: is no YAML/,
    ],
    ["deeper than a stack", `nodes: ${"[".repeat(60_000)}\n`, /call stack/],
    ["longer than any", "#".repeat(200_000), /longer than 128 KiB/],
  ])("a kind configuration with %s", async (_, text, message) => {
    const file = join(temporaryFolder(), "bad.yaml");
    writeFileSync(file, `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${text}`);
    const { exitCode, stderr } = await cli(["plan", "baseline", "--topology", file]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a run's folder from elsewhere: nothing is written through its links, and nothing in it is obeyed by a terminal", async () => {
    const folder = writeRun({
      lanes: ["write/api/new"],
      guarantees: [],
      change: (event) =>
        event.type === "run-start"
          ? { ...event, scenario: "a\u001b[31m", summary: "https://me:secret@x \u202e" }
          : event,
    });
    const target = join(temporaryFolder(), "mine");
    writeFileSync(target, "mine\n");
    symlinkSync(target, join(folder, "report.md"));
    const refused = await cli(["replay", folder, "--write"]);
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^chaos: .*report\.md: is a symbolic link/),
    });
    expect(readFileSync(target, "utf8")).toBe("mine\n");
    for (const form of [[], ["--json"]]) {
      const { stdout } = await cli(["replay", folder, ...form]);
      expect(stdout).toMatch(/a\\+u001b\[31m/);
      expect(stdout).not.toMatch(obeyed);
      expect(stdout).not.toContain("secret");
    }
  });

  it("no Docker engine: says what to do", async () => {
    const { exitCode, stderr } = await cli(["baseline"], { DOCKER_HOST: "unix:///nonexistent/docker.sock" });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/npx kind-chaos setup/);
  });
});
