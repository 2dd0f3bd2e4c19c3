import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ballastLook, emptyMemory, fillMemory } from "../../../src/node-tools/ballast.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const node = "kc-x-worker";

describe("memory that is filled", () => {
  it("is a file system of its own in memory, a little larger than what is filled of it", () => {
    const folder = temporaryFolder();
    const done = carriedOut(fillMemory(node, 80), { mount: "exit 0", setsid: "exit 0" }, { "/run": folder });
    expect(done.status).toBe(0);
    expect(done.calls).toContain(`mount -t tmpfs -o size=81m,mode=700 kind-chaos-ballast ${folder}/kind-chaos-ballast`);
  });

  it("is not begun where no file system of its own can be had", () => {
    const done = carriedOut(
      fillMemory(node, 80),
      { mount: "exit 32", setsid: "exit 0" },
      { "/run": temporaryFolder() },
    );
    expect([done.status, done.calls.length]).toEqual([32, 1]);
  });

  it("is given back where there is any, and none is nothing to do", () => {
    const folder = temporaryFolder();
    const programs = { pkill: "exit 1", umount: "exit 0" };
    expect(carriedOut(emptyMemory(node), programs, { "/run": folder })).toMatchObject({ status: 0, stderr: "" });
    mkdirSync(join(folder, "kind-chaos-ballast"));
    expect(carriedOut(emptyMemory(node), programs, { "/run": folder }).status).toBe(0);
    expect(existsSync(join(folder, "kind-chaos-ballast"))).toBe(false);
    expect(carriedOut(emptyMemory(node), { ...programs, pkill: "exit 2" }, { "/run": folder }).status).toBe(2);
  });

  it("is looked for by who fills it and where", () => {
    const look = ballastLook(node);
    const left = (stdout: string) => look.isLeft({ exitCode: 0, stdout, stderr: "" });
    expect([left(""), left("/run/kind-chaos-ballast\n")]).toEqual([false, true]);
    expect(look.mend).toEqual([emptyMemory(node)]);
  });
});
