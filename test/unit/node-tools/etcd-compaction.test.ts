import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  compactAway,
  makeVersions,
  noteTakenOut,
  takenOutSince,
  watchFrom,
} from "../../../src/node-tools/etcd-compaction.ts";
import { scriptWords } from "../../../src/node-tools/script.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** An etcd at the revision 700 that keeps what its transactions say; `compact` are words of a shell. */
function ground(compact = "") {
  const run = join(temporaryFolder(), "own");
  mkdirSync(run);
  const etcdctl = [
    `case "$*" in *"endpoint status"*) echo '[{"Status":{"header":{"revision":700},"raftTerm":2}}]';;`,
    `*txn*) cat >>'${run}/txn';; *compact*) ${compact || "true"};; esac`,
  ].join("\n");
  const carryOut = (script: string, programs: Record<string, string>, ...words: readonly string[]) =>
    carriedOut({ do: "exec", node: "x", argv: scriptWords(script, ...words) }, programs, {
      "/var/lib/kind-chaos": run,
    });
  return { run, etcdctl, carryOut };
}

describe("a compaction of etcd", () => {
  it("has old versions made first, a hundred keys in each transaction", () => {
    const { run, etcdctl, carryOut } = ground();
    expect(carryOut(makeVersions, { etcdctl }, "2")).toMatchObject({ status: 0, stderr: "" });
    const puts = readFileSync(join(run, "txn"), "utf8");
    expect(puts.match(/^put \/kind-chaos\/versions\/\d+ x{1000}$/gm)).toHaveLength(200);
    // No comparison, the puts, and nothing otherwise: each part ends with an empty line.
    expect(puts.slice(0, 5)).toBe("\nput ");
    expect(puts.slice(-4)).toBe("x\n\n\n");
    expect(readFileSync(join(run, "before-compaction"), "utf8").trim()).toBe("700");
  });

  it("takes the keys away, compacts what was there, and notes how long it took", () => {
    const { run, etcdctl, carryOut } = ground();
    writeFileSync(join(run, "before-compaction"), "650\n");
    const { status, calls } = carryOut(compactAway, { etcdctl });
    expect(status).toBe(0);
    const asked = calls.map((call) => call.replace(/^.*\.key /, "")).filter((call) => !call.startsWith("endpoint"));
    expect(asked).toEqual(["del --prefix /kind-chaos/versions/", "compact --physical 700"]);
    expect(readFileSync(join(run, "compacted"), "utf8")).toMatch(/^650 700 \d+\.\d\d\n$/);
  });

  it("that another did before is as good, and any other refusal is none", () => {
    const past = ground('echo "etcdserver: mvcc: required revision has been compacted" >&2; exit 1');
    writeFileSync(join(past.run, "before-compaction"), "650\n");
    expect(past.carryOut(compactAway, { etcdctl: past.etcdctl }).status).toBe(0);
    const refused = ground('echo "context deadline exceeded" >&2; exit 1');
    expect(refused.carryOut(compactAway, { etcdctl: refused.etcdctl }).stderr).toContain("context deadline exceeded");
    expect(existsSync(join(refused.run, "compacted"))).toBe(false);
  });
});

it("what a member has taken out of its database since then is counted by itself, large numbers, too", () => {
  const { run, carryOut } = ground();
  const curl = (count: string) => ({ curl: `echo 'etcd_debugging_mvcc_db_compaction_keys_total ${count}'` });
  expect(carryOut(noteTakenOut, curl("998000")).status).toBe(0);
  const file = join(dirname(run), "said");
  const since = (count: string) => {
    expect(carryOut(`exec >${file}\n${takenOutSince}`, curl(count)).status).toBe(0);
    return readFileSync(file, "utf8");
  };
  expect([since("998000"), since("1.00305e+06")]).toEqual(["0\n", "5050\n"]);
  // A member that tells nothing has taken nothing out.
  expect(carryOut(noteTakenOut, { curl: "" }).status).toBe(1);
});

it.each([
  [
    "is refused, and taken after a new list",
    `echo '{"type":"ERROR","object":{"kind":"Status","reason":"Expired","code":410}}'`,
    "old 410\nanew watches\n",
  ],
  [
    "is refused before it begins, in kubectl's own words",
    'echo "Error from server (Expired): The resourceVersion for the provided watch is too old." >&2; exit 1',
    "old 410\nanew watches\n",
  ],
  ["is answered as if nothing had been", `echo '{"type":"ADDED"}'`, "old watches\nanew watches\n"],
  [
    "is answered by an event that speaks of what is gone",
    `echo '{"type":"ADDED","object":{"message":"Expired, Gone, \\"code\\":410","code":410}}'`,
    "old watches\nanew watches\n",
  ],
])("a watch from before %s", (_, old, said) => {
  const { run, carryOut } = ground();
  const kubectl = `case "$*" in *resourceVersion=650*) ${old};; *limit=1*) echo '{"metadata":{"resourceVersion":"702"}}';; esac`;
  const file = join(dirname(run), "said");
  const script = `exec >${file}\n${watchFrom}`;
  expect(carryOut(script, { kubectl }, "650").status).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(said);
});
