import { closeSync, mkdirSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/setup/images/go-build.ts";
import { buildableVersions, nodeImageInputs } from "../../src/setup/images/node-image-inputs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Machines by their number in an ELF header (e_machine, elf.h). */
const machines: Readonly<Record<number, string>> = { 62: "x86-64", 183: "arm64" };
/** A segment that names a program that loads libraries (PT_INTERP, elf.h). */
const interpreter = 3;

/** What a binary is for, and whether it needs libraries of the system that it runs on. */
function elfOf(file: string): { machine: string | undefined; isStatic: boolean } {
  const descriptor = openSync(file, "r");
  const head = Buffer.alloc(4_096);
  readSync(descriptor, head, 0, head.length, 0);
  closeSync(descriptor);
  const [start, size, count] = [Number(head.readBigUInt64LE(32)), head.readUInt16LE(54), head.readUInt16LE(56)];
  const types = Array.from({ length: count }, (_, index) => head.readUInt32LE(start + index * size));
  return { machine: machines[head.readUInt16LE(18)], isStatic: !types.includes(interpreter) };
}

/** KIND_CHAOS_ARM64 names components that are enough, "pause podnet etcd" for example. */
const wanted = process.env.KIND_CHAOS_ARM64?.split(" ");
const [newest = ""] = buildableVersions();
const components = nodeImageInputs(newest).components.filter(({ name }) => wanted?.includes(name) ?? true);

describe(`what is compiled for a node of Kubernetes ${newest} compiles for arm64 on any processor`, () => {
  it.each(components.map((component) => [component.name, component] as const))(
    "%s",
    async (_, component) => {
      const work = join(temporaryFolder(), "work");
      mkdirSync(work);
      const context = { logFile: join(work, "log"), signal: new AbortController().signal, note: () => {} };
      const output = await compile(component, work, context, "arm64");
      const binaries = readdirSync(output);
      expect(binaries.length).toBeGreaterThan(0);
      for (const binary of binaries)
        expect({ binary, ...elfOf(join(output, binary)) }).toEqual({ binary, machine: "arm64", isStatic: true });
    },
    1_800_000,
  );
});
