import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  dropOldKeys,
  forgetKeys,
  makeKey,
  noteCompleted,
  type Order,
  writeConfig,
} from "../../../src/node-tools/encryption-config.ts";
import { scriptWords } from "../../../src/node-tools/script.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A first control plane that has these keys. */
function ground(...keys: readonly string[]) {
  const own = temporaryFolder();
  const folder = join(own, "encryption");
  mkdirSync(folder);
  if (keys.length > 0) writeFileSync(join(folder, "keys"), keys.map((key) => `${key} c2VjcmV0\n`).join(""));
  const run = (script: string, ...words: readonly string[]) =>
    carriedOut({ do: "exec", node: "x", argv: scriptWords(script, ...words) }, {}, { "/var/lib/kind-chaos": own });
  const names = () =>
    readFileSync(join(folder, "keys"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]);
  const providers = (order: Order) => {
    expect(run(writeConfig, order).status).toBe(0);
    const config = parse(readFileSync(join(folder, "next.yaml"), "utf8"));
    expect(config).toMatchObject({ kind: "EncryptionConfiguration", resources: [{ resources: ["secrets"] }] });
    const all = config.resources[0].providers as { secretbox?: { keys: { name: string; secret: string }[] } }[];
    return all.map(({ secretbox }) => secretbox?.keys[0]?.name ?? "identity");
  };
  return { folder, run, names, providers };
}

describe("the keys of encryption at rest", () => {
  it("are made one by one, of 32 bytes, and nobody else reads them", () => {
    const { folder, run, names } = ground();
    for (const _ of [1, 2]) expect([run(makeKey).status, run(noteCompleted).status]).toEqual([0, 0]);
    expect(names()).toEqual(["key1", "key2"]);
    const secrets = readFileSync(join(folder, "keys"), "utf8").trim().split("\n");
    const bytes = secrets.map((line) => Buffer.from(line.split(" ")[1] ?? "", "base64"));
    expect(bytes.map(({ length }) => length)).toEqual([32, 32]);
    expect(bytes[0]?.equals(bytes[1] ?? Buffer.of())).toBe(false);
    expect(statSync(join(folder, "keys")).mode & 0o77).toBe(0);
  });

  it("are no more where a change broke off: not every API server may know the last one", () => {
    const { run, names } = ground();
    expect(run(makeKey).status).toBe(0);
    expect(run(makeKey)).toMatchObject({
      status: 1,
      stderr: "a change of the key broke off before this one: take it back first\n",
    });
    expect(names()).toEqual(["key1"]);
    // A change that was carried out is forgotten when the next begins.
    for (const script of [noteCompleted, makeKey]) expect(run(script).status).toBe(0);
    expect([run(makeKey).status, names()]).toEqual([1, ["key1", "key2"]]);
  });

  it("but for the newest are dropped, and forgotten at last", () => {
    const { folder, run, names } = ground("key1", "key2", "key3");
    run(dropOldKeys);
    expect(names()).toEqual(["key3"]);
    run(forgetKeys);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("a configuration of encryption at rest", () => {
  it("that switches it on writes without a key until every API server knows one", () => {
    const { providers } = ground("key1");
    expect([providers("known"), providers("used"), providers("plain")]).toEqual([
      ["identity", "key1"],
      ["key1", "identity"],
      ["identity", "key1"],
    ]);
  });

  it("that changes the key goes on with the old one until every API server knows the new one", () => {
    const { providers } = ground("key1", "key2");
    expect([providers("known"), providers("used"), providers("plain")]).toEqual([
      ["key1", "key2", "identity"],
      ["key2", "key1", "identity"],
      ["identity", "key1", "key2"],
    ]);
  });

  it("is not written where there is no key, but for the one that takes all back", () => {
    for (const order of ["known", "used"] as const)
      expect(ground().run(writeConfig, order)).toMatchObject({ status: 1, stderr: "there is no key\n" });
    expect(ground().providers("plain")).toEqual(["identity"]);
  });
});
