import { expect, it } from "vitest";
import { mustBeDocker, otherEngine, readVersion, whyOther } from "../../../../src/host/docker/other-engine.ts";
import { commandVersions, engineVersions } from "../../../support/version-answers.ts";

it.each([
  ["docker", undefined],
  ["alone", undefined],
  ["dockerOnPodman", "Podman"],
  ["podman", "Podman"],
  ["nerdctl", "nerdctl"],
  ["nerdctlAlone", "nerdctl"],
] as const)("what %s prints is told from Docker's own", (name, other) => {
  const answer = readVersion(JSON.stringify(commandVersions[name]));
  expect(answer && otherEngine(answer)).toBe(other);
});

it("says in one line who it is, and whether by the command or by the engine", () => {
  const { podman, dockerOnPodman, docker } = commandVersions;
  const where = 'unix:///x.sock of the docker context "default"';
  expect(whyOther(podman, where)).toMatch(
    /^the docker command on PATH is Podman: clusters are measured on Docker only: [^\n]*$/,
  );
  expect(whyOther(dockerOnPodman, where)).toMatch(/^what answers at unix:\/\/\/x\.sock .* is Podman: [^\n]*$/);
  expect(whyOther(docker, where)).toBeUndefined();
});

it("refuses an engine by its own answer, and takes one that tells little", () => {
  expect(() => mustBeDocker(engineVersions.podman, "there")).toThrow(/^what answers at there is Podman/);
  for (const server of [engineVersions.docker, {}, { Version: "20.10" }, "OK"]) mustBeDocker(server, "there");
});

it.each(["", "Emulate Docker CLI using podman", "[]", "7"])("takes no other text for a version: %j", (text) => {
  expect(readVersion(text)).toBeUndefined();
});
