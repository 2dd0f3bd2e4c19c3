import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { processStart } from "../../../src/host/process-start.ts";
import { importModule } from "../../../src/scenario/scenario-module.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function fileWith(text: string | Uint8Array): string {
  const file = join(temporaryFolder(), "own.ts");
  writeFileSync(file, text);
  return file;
}

/** The beginning of a file that writes the number of its process into another. */
function noting(file: string): string {
  return `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(file)}, String(process.pid));\n`;
}

describe("a scenario's file", () => {
  it("is imported in a process of its own: what it gives is data", async () => {
    expect(await importModule(fileWith("export default { summary: 'x', lanes: [1 as number] };\n"))).toEqual({
      is: "value",
      value: { summary: "x", lanes: [1] },
    });
  });

  it.each<[string, string, RegExp]>([
    ["ends the process", "process.exit(0);\nexport default {};\n", /ends its process \(0\)/],
    [
      "kills the process",
      'process.kill(process.pid, "SIGTERM");\nawait new Promise(() => {});\n',
      /ends its process \(SIGTERM\)/,
    ],
    ["throws nothing at all", "throw undefined;\n", /undefined/],
    ["throws later", 'setTimeout(() => { throw new Error("late"); });\nawait new Promise(() => {});\n', /late/],
    ["rejects aside", 'Promise.reject(new Error("aside"));\nawait new Promise(() => {});\n', /aside/],
    ["takes all memory", "const all = [];\nwhile (true) all.push(new Array(1e6).fill(1.5));\n", /memory/],
    ["has a getter that throws", 'export default { get a() { throw new Error("boo"); } };\n', /boo/],
  ])("that %s has one problem, and the process goes on", async (_, text, message) => {
    expect(await importModule(fileWith(text))).toMatchObject({
      is: "problem",
      message: expect.stringMatching(message),
    });
  });

  it("that never ends is given up in time, also when it keeps its process busy", async () => {
    // What an earlier test left would end meanwhile, by the clock of that time.
    await importModule(fileWith("process.exit(0);\n"));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    for (const never of ["while (true);\n", "await new Promise(() => {});\n"]) {
      const begun = join(temporaryFolder(), "begun");
      const imported = importModule(fileWith(`${noting(begun)}${never}`), 15_000);
      await vi.waitUntil(() => existsSync(begun), { timeout: 10_000 });
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await imported).toEqual({ is: "problem", message: "its import did not end within 15 s" });
    }
  });

  it("that keeps its process busy does not outlive a harness that was killed", async () => {
    const note = join(temporaryFolder(), "pid");
    const file = fileWith(`${noting(note)}while (true);\n`);
    const own = new URL("../../../src/scenario/scenario-module.ts", import.meta.url).href;
    const harness = spawn(process.execPath, ["-e", `import("${own}").then((own) => own.importModule("${file}"))`]);
    const pid = await vi.waitUntil(() => existsSync(note) && Number(readFileSync(note, "utf8")), { timeout: 10_000 });
    expect(processStart(pid)).toBeDefined();
    harness.kill("SIGKILL");
    await expect.poll(() => processStart(pid), { timeout: 10_000 }).toBeUndefined();
  });

  it("after one that ends its process is imported all the same", async () => {
    const files = ["process.exit(0);\n", "export default 1;\n", "throw 1;\n", "export default 2;\n"].map(fileWith);
    const imported = await Promise.all(files.map((file) => importModule(file)));
    expect(imported.map((one) => (one.is === "value" ? one.value : "problem"))).toEqual(["problem", 1, "problem", 2]);
  });

  it("says the line of what is wrong in it", async () => {
    expect(await importModule(fileWith("\n\nexport default {\n  a: [\n};\n"))).toMatchObject({ line: "5" });
  });

  it("must be a file", async () => {
    const folder = temporaryFolder();
    const paths = ["folder", "pipe", "circle", "none", "device", "long"].map((name) => join(folder, `${name}.ts`));
    const [dir = "", pipe = "", circle = "", , device = "", long = ""] = paths;
    mkdirSync(dir);
    execaSync("mkfifo", [pipe]);
    symlinkSync(circle, circle);
    symlinkSync("/dev/zero", device);
    writeFileSync(long, " ".repeat(5_000_000));
    const messages = [
      /is a folder/,
      /is a pipe/,
      /go round in a circle/,
      /no such file/,
      /a device/,
      /longer than 4 MiB/,
    ];
    for (const [index, path] of paths.entries()) expect(() => importModule(path)).toThrow(messages[index] as RegExp);
  });
});
