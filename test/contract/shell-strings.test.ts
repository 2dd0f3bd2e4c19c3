import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** Rooms that run commands on this machine or in containers, but for what goes into nodes as scripts of faults. */
const rooms = ["apps", "calibration", "clean", "cluster", "commands", "healing", "host", "monitor", "queue", "setup"];

const files = rooms.flatMap((room) =>
  readdirSync(join(projectFolder, "src", room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("src", room, name)),
);
const textOf = (file: string) => readFileSync(join(projectFolder, file), "utf8");

/** Where a script is a parameter: its callers, beside it, give paths of their own and names of components. */
const passedOn = ["src/cluster/read-from.ts"];

test("no command is given to a shell of this machine", () => {
  for (const file of files) {
    const text = textOf(file);
    expect(
      /\bshell: (?!false|string\b)|\bexec(?:Sync|File)?\(["'`]|execaCommand|(?:await|=|\()\s*\$`/.exec(text)?.[0],
      file,
    ).toBe(undefined);
    expect(/import \{[^}]*\b(?:exec|execSync)\b[^}]*\} from "node:child_process"/.test(text), file).toBe(false);
  }
});

test("a shell in a container gets a script that is the same whatever was given; words come as its arguments", () => {
  const calls = files.flatMap((file) =>
    [...textOf(file).matchAll(/"(?:\/bin\/)?(?:ba)?sh",\s*"-c",\s*(\w+|"[^"]*"|[^,\]]+)/g)].map(([, script = ""]) => ({
      file,
      script,
    })),
  );
  expect(calls.length).toBeGreaterThan(3);
  for (const { file, script } of calls) {
    if (script.startsWith('"')) continue;
    const text = textOf(file);
    const own = new RegExp(`const ${script} =\\s*([\\s\\S]*?);\\n`).exec(text)?.[1];
    if (own === undefined && passedOn.includes(file)) continue;
    // A constant whose text has nothing in it but other constants of the module.
    expect(own === undefined ? { file, script } : "").toBe("");
    for (const [, inserted = ""] of own?.matchAll(/(?<!\\)\$\{([^}]*)\}/g) ?? [])
      expect(new RegExp(`^(?:export )?const ${inserted} = `, "m").test(text), `${file}: ${inserted}`).toBe(true);
  }
});
