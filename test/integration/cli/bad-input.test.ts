import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/host/command.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const cli = (args: readonly string[], env: Record<string, string> = {}) =>
  run([process.execPath, "src/cli.ts", ...args], { env, timeoutMs: 60_000 });

describe("bad input gets one line that says what, where and what to do, and exit 2", () => {
  it.each([
    ["an unknown scenario", ["etcd-minorty"], /^chaos: .*etcd-minorty.*etcd-minority/m],
    ["an unknown flag", ["run", "baseline", "--kepp"], /error: unknown option '--kepp'\n\(Did you mean --keep\?\)/],
    [
      "an unknown profile",
      ["baseline", "--profile", "slow"],
      /argument 'slow' is invalid\. Allowed choices are stock, fast/,
    ],
    ["a seed that is none", ["baseline", "--seed", "x"], /argument 'x' is invalid.*whole number/],
    ["a duration that is none", ["baseline", "--ready-timeout", "soon"], /^chaos: "soon" is not a duration/m],
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
    ["a run that is not there", ["replay", "reports/none"], /^chaos: .*reports\/none/m],
  ])("%s", async (_, args, message) => {
    const { exitCode, stderr, stdout } = await cli(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
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

  it("no Docker engine: says what to do", async () => {
    const { exitCode, stderr } = await cli(["baseline"], { DOCKER_HOST: "unix:///nonexistent/docker.sock" });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/npm run setup/);
  });
});
