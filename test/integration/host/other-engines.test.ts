import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/host/command.ts";
import { countingEngine } from "../../support/counting-engine.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { commandVersions, engineVersions } from "../../support/version-answers.ts";

const chaos = (args: readonly string[], env: Readonly<Record<string, string | undefined>>) =>
  run([process.execPath, "src/cli.ts", ...args], {
    env: { KIND_CHAOS_CACHE: join(temporaryFolder(), "cache"), DOCKER_CONTEXT: undefined, ...env },
    timeoutMs: 60_000,
  });

/** Who uses an engine; what they print where it is none that they take. */
const commands = ["baseline", "plan baseline", "clean --cluster none", "setup", "prune --dry-run"].map((name) => ({
  name,
}));

describe("an engine that is another than Docker is refused by its name, in one line", () => {
  it.each(commands)("$name, where a Podman answers", async ({ name }) => {
    const args = name.split(" ");
    const { host, asked } = await countingEngine([], { version: engineVersions.podman });
    const { exitCode, stdout, stderr } = await chaos(args, { DOCKER_HOST: host });
    expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 2, stdout: "" });
    expect(lastLine(stderr)).toMatch(
      /^chaos: what answers at unix:\/\/.* is Podman: clusters are measured on Docker only/,
    );
    expect(asked).toEqual([]);
  });

  it.each(["podman", "nerdctl"] as const)(
    "by doctor, list and plan, where the docker command is that of %s",
    async (name) => {
      const folder = temporaryFolder();
      const docker = join(folder, "docker");
      writeFileSync(
        docker,
        `#!/bin/sh\n[ "$1" = version ] || exit 125\necho '${JSON.stringify(commandVersions[name])}'\n`,
      );
      chmodSync(docker, 0o755);
      const env = { PATH: `${folder}:${process.env.PATH}`, DOCKER_HOST: "unix:///nonexistent/docker.sock" };
      const refusal = new RegExp(`the docker command on PATH is ${name}: clusters are measured on Docker only`, "i");
      const { ok, findings } = JSON.parse((await chaos(["doctor", "--json"], env)).stdout);
      expect({ ok, first: findings[0] }).toEqual({
        ok: false,
        first: expect.objectContaining({ state: "missing", found: expect.stringMatching(refusal) }),
      });
      expect((await chaos(["plan", "baseline"], env)).stderr).toMatch(refusal);
      const { unsupportedScenarios } = JSON.parse((await chaos(["list", "baseline", "--json"], env)).stdout);
      expect(unsupportedScenarios).toEqual([{ scenario: "baseline", reason: expect.stringMatching(refusal) }]);
    },
  );

  it("and so is a wish of kind's for another one, by setup too", async () => {
    for (const args of [["setup"], ["plan", "baseline"]]) {
      const { exitCode, stderr } = await chaos(args, { KIND_EXPERIMENTAL_PROVIDER: "podman" });
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/KIND_EXPERIMENTAL_PROVIDER=podman: clusters are measured on Docker only: unset it$/);
    }
  });
});

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
