import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { circlesIn, importsBelow } from "../support/imports.ts";

/** The table of rooms in ARCHITECTURE.md: what each may import. */
function readTable(): Map<string, string[]> {
  const text = readFileSync(join(projectFolder, "ARCHITECTURE.md"), "utf8");
  const rows = text.matchAll(/^\| `(src\/[^`]*|scenarios\/)` \|[^|]*\|([^|]*)\|$/gm);
  return new Map([...rows].map(([, room = "", imports = ""]) => [room.replace(/\/$/, ""), wordsOf(imports)]));
}

function wordsOf(cell: string): string[] {
  return cell
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** "src/kube/kube.ts" is in the room "src/kube", "src/cli.ts" in a room of its own. */
function roomOf(file: string): string {
  const [top = "", folder = ""] = file.split("/");
  return top === "src" ? `${top}/${folder}` : top;
}

const files = new Map([...importsBelow(projectFolder, "src"), ...importsBelow(projectFolder, "scenarios")]);

/** What each room really imports: other rooms by their names below src, and packages. */
function realImports(): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const [file, imports] of files) {
    const room = roomOf(file);
    const rooms = imports.files.map(roomOf).filter((other) => other !== room);
    const names = [...rooms.map((other) => other.replace(/^src\//, "")), ...imports.packages];
    found.set(room, new Set([...(found.get(room) ?? []), ...names]));
  }
  return new Map([...found].map(([room, names]) => [room, [...names].toSorted()]));
}

const real = realImports();
const table = readTable();

test("every room of src is in the table of ARCHITECTURE.md, and no other", () => {
  const rooms = readdirSync(join(projectFolder, "src")).map((name) => `src/${name}`);
  expect([...table.keys()].toSorted()).toEqual(["scenarios", ...rooms].toSorted());
});

test.each([...real.keys()].toSorted())(
  "%s imports what the table of ARCHITECTURE.md says, no more and no less",
  (room) => {
    expect(table.get(room)?.toSorted()).toEqual(real.get(room));
  },
);

test("no imports go in a circle, neither among files nor among rooms; type-only imports count", () => {
  expect(circlesIn(new Map([...files].map(([file, imports]) => [file, imports.files])))).toEqual([]);
  const rooms = [...real].map(([room, names]) => [room, names.map((name) => `src/${name}`)] as const);
  expect(circlesIn(new Map(rooms))).toEqual([]);
});
