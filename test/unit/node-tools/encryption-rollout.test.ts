import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  awaitConfig,
  mustBeOurs,
  mustNotEncrypt,
  mustNotEncryptAtAll,
  mustTakeKeys,
  mustTell,
  putConfig,
  readThrough,
  removeConfig,
} from "../../../src/node-tools/encryption-rollout.ts";
import { scriptWords } from "../../../src/node-tools/script.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const plain = "  - command:\n    - kube-apiserver\n    - --secure-port=6443\n    name: kube-apiserver\n";
const ours = [
  "    - --encryption-provider-config=/etc/kubernetes/pki/kind-chaos-encryption.yaml",
  "    - --encryption-provider-config-automatic-reload=true",
];
const encrypting = plain.replace("    - --secure", `${ours.join("\n")}\n    - --secure`);

/** A control plane whose API server, of a minor version, takes its configuration at once, and tells so where it can. */
function ground(manifest: string, next?: string, minor = 37) {
  const folder = temporaryFolder();
  const [kubernetes, own] = [join(folder, "kubernetes"), join(folder, "own")];
  for (const each of [join(kubernetes, "manifests"), join(kubernetes, "pki"), join(own, "encryption")])
    mkdirSync(each, { recursive: true });
  const [file, used] = [
    join(kubernetes, "manifests/kube-apiserver.yaml"),
    join(kubernetes, "pki/kind-chaos-encryption.yaml"),
  ];
  writeFileSync(file, "", { mode: 0o600 });
  writeFileSync(file, manifest.replaceAll("/etc/kubernetes/", `${kubernetes}/`));
  if (next !== undefined) writeFileSync(join(own, "encryption/next.yaml"), next);
  const metric = "apiserver_encryption_config_controller_last_config_info";
  const kubectl = [
    `case "$*" in *version*) echo '{"major": "1", "minor": "${minor}"}';;`,
    minor < 34
      ? "*metrics*) ;;"
      : `*metrics*) echo "${metric}{hash=\\"sha256:$(sha256sum <'${used}' | cut -d' ' -f1)\\"} 1";;`,
    '*"-A -o json"*) echo list;; *"-A -o name"*) echo secret/a; echo secret/b;; *"-f -"*) echo secret/a;; esac',
  ].join("\n");
  const run = (script: string, ...words: readonly string[]) =>
    carriedOut(
      { do: "exec", node: "x", argv: scriptWords(script, ...words) },
      // A process that has no such words in its command line, of which no control group is an API's pod.
      {
        ...{ kubectl, curl: "printf 200", pgrep: `echo ${process.pid}`, sleep: "" },
        grep: 'case "$*" in *cgroup*) exit 1;; *) exec /usr/bin/grep "$@";; esac',
      },
      { "/etc/kubernetes/": `${kubernetes}/`, "/var/lib/kind-chaos": own },
    );
  return {
    run,
    used,
    own,
    file,
    manifest: () => readFileSync(file, "utf8").replaceAll(`${kubernetes}/`, "/etc/kubernetes/"),
  };
}

describe("an API server that encrypts nothing yet", () => {
  it("is started anew with the configuration, and asked whether it has taken it", () => {
    const { run, used, manifest } = ground(plain, "new");
    const { status, stderr, calls } = run(putConfig, "switch-on");
    expect([status, stderr]).toEqual([0, ""]);
    expect(manifest()).toBe(encrypting);
    expect(readFileSync(used, "utf8")).toBe("new");
    expect(calls.some((call) => call.includes("get --raw /metrics"))).toBe(true);
  });

  it("is left alone where nothing is to be switched on, and waited for in vain by nobody", () => {
    const { run, used, manifest } = ground(plain, "new");
    expect([run(putConfig, "as-it-is").status, run(awaitConfig).status, run(mustBeOurs).status]).toEqual([0, 0, 0]);
    expect([manifest(), existsSync(used)]).toEqual([plain, false]);
  });
});

describe("an API server that encrypts", () => {
  it("reads another configuration without being started anew", () => {
    const { run, used, manifest } = ground(encrypting, "newer");
    expect([run(putConfig, "as-it-is").status, run(awaitConfig).status]).toEqual([0, 0]);
    expect([manifest(), readFileSync(used, "utf8")]).toEqual([encrypting, "newer"]);
  });

  it("is changed by no configuration that has not come", () => {
    expect(ground(encrypting).run(putConfig, "as-it-is")).toMatchObject({
      status: 1,
      stderr: "no configuration has come\n",
    });
  });

  it("goes back to what it was, byte for byte", () => {
    const { run, used, manifest, file } = ground(encrypting, "newer");
    writeFileSync(used, "newer");
    expect(run(removeConfig)).toMatchObject({ status: 0, stderr: "" });
    expect([manifest(), existsSync(used)]).toEqual([plain, false]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("of an older version is enough where it began since its configuration was put there, and encryption goes back", () => {
    const { run, used } = ground(encrypting, undefined, 33);
    writeFileSync(used, "newer");
    const past = new Date(Date.now() - 3_600_000);
    expect(run(awaitConfig, "back").status).toBe(1);
    utimesSync(used, past, past);
    expect([run(awaitConfig, "back").status, run(awaitConfig, "as-it-is").status]).toEqual([0, 1]);
  });

  it("by somebody else's configuration is refused", () => {
    const { run } = ground(encrypting.replace("kind-chaos-encryption", "theirs"));
    expect(run(mustBeOurs).stderr).toContain("somebody else");
    expect(ground(encrypting).run(mustBeOurs).status).toBe(0);
  });

  it("reads each secret by itself, out of etcd", () => {
    const { run } = ground(encrypting);
    const { status, calls } = run(readThrough);
    expect(status).toBe(0);
    const asked = calls
      .filter((call) => call.startsWith("kubectl"))
      .map((call) => call.includes(" --server=https://localhost:6443 "));
    expect(asked).toEqual([true, true, true]);
  });
});

describe("a change of the key", () => {
  it("is begun by no API server that does not tell what it has taken, and changes nothing before", () => {
    const { run, manifest } = ground(plain, undefined, 33);
    expect(run(mustTell).stderr).toContain("of Kubernetes 1.33, does not tell which configuration it has taken");
    expect([run(mustTell).status, manifest()]).toEqual([1, plain]);
    expect(ground(plain).run(mustTell)).toMatchObject({ status: 0, stderr: "" });
  });

  it("notes whose process must be the same afterwards, where it encrypts already", () => {
    const { run, own } = ground(encrypting);
    const told = join(own, "told");
    const look = () => {
      expect(run(`exec >'${told}'\n${readThrough}`).status).toBe(0);
      return readFileSync(told, "utf8").split("\n").slice(0, 2);
    };
    expect(run(mustTakeKeys).status).toBe(0);
    expect(readFileSync(join(own, "encryption/process"), "utf8")).toMatch(new RegExp(`^${process.pid} \\d+\\n$`));
    expect(look()).toEqual(["encrypts", "listed 2"]);
    writeFileSync(join(own, "encryption/process"), "4711 17\n");
    expect(look()).toEqual(["encrypts", "another"]);
    const first = ground(plain);
    expect([first.run(mustTakeKeys).status, existsSync(join(first.own, "encryption/process"))]).toEqual([0, false]);
  });

  it("is not begun where a manifest has lost what a change before it put there", () => {
    const { run, own } = ground(plain);
    writeFileSync(join(own, "encryption/completed"), "");
    expect(run(mustTakeKeys).stderr).toContain("does not say so any more");
  });
});

describe("what would lose the keys", () => {
  it("is not begun while secrets are encrypted or are to be", () => {
    for (const script of [mustNotEncrypt, mustNotEncryptAtAll]) {
      expect(ground(plain).run(script)).toMatchObject({ status: 0, stderr: "" });
      expect(ground(encrypting).run(script)).toMatchObject({ status: 1 });
      const { run, own } = ground(plain);
      writeFileSync(join(own, "encryption/keys"), "key1 c2VjcmV0\n");
      expect(run(script)).toMatchObject({ status: 1 });
    }
  });

  it("is refused for somebody else's encryption only where that would be lost, too", () => {
    const { run } = ground(encrypting.replace("kind-chaos-encryption", "theirs"));
    expect([run(mustNotEncrypt).status, run(mustNotEncryptAtAll).status]).toEqual([0, 1]);
  });
});
