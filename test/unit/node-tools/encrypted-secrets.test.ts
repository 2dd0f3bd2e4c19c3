import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lookAtSecrets, putSentinel, rewriteSecrets } from "../../../src/node-tools/encrypted-secrets.ts";
import { scriptWords } from "../../../src/node-tools/script.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const under = (key: string) => `"Value" : "k8s:enc:secretbox:v1:${key}:\\x9f\\"\\n"`;
const plain = '"Value" : "k8s\\x00\\n\\f\\n\\x02v1\\x12\\x06Secret"';

/** An etcd whose secrets lie as these lines say, of which each rewriting takes the first to the key "key2". */
function ground(...values: readonly string[]) {
  const own = temporaryFolder();
  mkdirSync(join(own, "encryption"));
  writeFileSync(join(own, "encryption/keys"), "key1 YQ==\nkey2 YQ==\n");
  writeFileSync(join(own, "encryption/sentinel"), "plain\n");
  const store = join(own, "store");
  writeFileSync(store, values.map((value) => `"Key" : "/registry/secrets/a"\n${value}\n"Lease" : 0\n`).join(""));
  const programs = {
    etcdctl: `cat '${store}'`,
    kubectl: `case "$*" in *replace*) cat >/dev/null; sed -i '0,/:key1:/s//:key2:/' '${store}'; echo "the object has been modified" >&2;; esac`,
    sleep: "",
  };
  const run = (script: string, ...words: readonly string[]) =>
    carriedOut({ do: "exec", node: "x", argv: scriptWords(script, ...words) }, programs, {
      "/var/lib/kind-chaos": own,
    });
  return { run, own, replaced: (calls: readonly string[]) => calls.filter((call) => call.includes("replace")).length };
}

describe("secrets in etcd", () => {
  it("are written anew until all lie under the newest key", () => {
    const { run, replaced } = ground(under("key1"), under("key1"), under("key2"));
    const { status, calls } = run(rewriteSecrets, "newest");
    expect([status, replaced(calls)]).toEqual([0, 2]);
  });

  it("that lie otherwise in the end are counted", () => {
    const { run, replaced } = ground(plain, under("key1"));
    const { status, stderr, calls } = run(rewriteSecrets, "newest");
    expect([status, replaced(calls)]).toEqual([1, 10]);
    expect(stderr).toBe(
      "1 secrets do not lie under k8s:enc:secretbox:v1:key2: /registry/secrets/a the object has been modified\n",
    );
    expect(ground(plain, plain).run(rewriteSecrets, "plain").status).toBe(0);
  });

  it("are not taken for rewritten where etcd does not tell of them", () => {
    const { run, own } = ground(plain);
    writeFileSync(join(own, "store"), "");
    // An etcd without any secret has nothing that lies otherwise.
    expect(run(rewriteSecrets, "plain").status).toBe(0);
    const broken = { etcdctl: "echo no such member >&2; exit 1", kubectl: "", sleep: "" };
    const action = { do: "exec", node: "x", argv: scriptWords(rewriteSecrets, "plain") } as const;
    expect(carriedOut(action, broken, { "/var/lib/kind-chaos": own })).toMatchObject({
      status: 1,
      stderr: "etcd does not tell how secrets lie: no such member\n",
    });
  });

  it("are told with what they lie under, and how the sentinel lay before", () => {
    const { own } = ground(under("key2"), under("key2"), plain);
    const action = { do: "exec", node: "x", argv: scriptWords(`exec >'${own}/said'\n${lookAtSecrets}`, "ns") } as const;
    const etcdctl = `cat '${own}/store'`;
    expect(carriedOut(action, { etcdctl }, { "/var/lib/kind-chaos": own }).status).toBe(0);
    const said = readFileSync(join(own, "said"), "utf8").trim().split("\n");
    expect(said[0]).toBe("was plain");
    expect(said.slice(-2)).toEqual(["all k8s:enc:secretbox:v1:key2 2", "all plain 1"]);
  });

  it("have a sentinel among them, of which it is noted how it lies", () => {
    const { run, own } = ground(under("key1"));
    expect(run(putSentinel, "ns").status).toBe(0);
    expect(readFileSync(join(own, "encryption/sentinel"), "utf8")).toBe("k8s:enc:secretbox:v1:key1\n");
    writeFileSync(join(own, "store"), "");
    // etcd that tells of no sentinel has none, and nothing could be proven by it.
    expect(run(putSentinel, "ns").status).toBe(1);
  });
});
