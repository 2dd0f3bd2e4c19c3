import { describe, expect, it } from "vitest";
import { mustHaveSnapshot } from "../../../src/node-tools/etcd-restore.ts";
import { awaitAllDown, restoreMember, takeManifestsAway } from "../../../src/node-tools/take-down.ts";
import { nodeFolder } from "../../support/node-folder.ts";

const done = { status: 0, stderr: "" };
const manifests = "etc/kubernetes/manifests";
const replaced = "var/lib/kind-chaos/replaced";

describe("a control plane is taken down", () => {
  it("by its manifests, of which a copy is kept, and by no other's", () => {
    const { carryOut, read } = nodeFolder({
      [`${manifests}/etcd.yaml`]: "etcd",
      [`${manifests}/kube-apiserver.yaml`]: "api",
      [`${manifests}/other.yaml`]: "other",
    });
    expect(carryOut(takeManifestsAway("a"))).toEqual(done);
    expect(["etcd", "kube-apiserver", "other"].map((name) => read(`${manifests}/${name}.yaml`))).toEqual([
      undefined,
      undefined,
      "other",
    ]);
    expect([read(`${replaced}/etcd.yaml`), read(`${replaced}/kube-apiserver.yaml`)]).toEqual(["etcd", "api"]);
  });

  const node = (pgrep: string) => ({
    "proc/uptime": "100.00 1\n",
    "proc/42/cgroup": "0::/kubelet/burstable/podabc/42\n",
    "bin/pgrep": `#!/bin/sh\n${pgrep}\n`,
    "bin/sleep": '#!/bin/sh\necho 999.00 1 >"$(dirname "$0")/../proc/uptime"\n',
  });

  it.each([
    ["none runs any more", "exit 1", done],
    ["one goes on", "echo 42", { status: 1, stderr: "still running: 42" }],
    ["nobody can look", "exit 3", { status: 3, stderr: "" }],
  ])("and %s", (_, pgrep, came) => {
    expect(nodeFolder(node(pgrep)).carryOut(awaitAllDown("a"))).toEqual(came);
  });
});

describe("a member is restored", () => {
  const words = ["a", "a=https://172.30.0.2:2380", "172.30.0.2"];
  const restores = [
    "#!/bin/sh",
    'while [ $# -gt 0 ]; do [ "$1" = --data-dir ] && folder=$2; shift; done',
    'mkdir -p "$folder/member" && echo restored >"$folder/member/db"',
  ].join("\n");
  const old = { "var/lib/etcd/member/db": "old" };

  it("in the place of what it had, which is kept", () => {
    const { carryOut, read } = nodeFolder({ ...old, "bin/etcdutl": `${restores}\n` });
    expect(carryOut(restoreMember("a", words)).status).toBe(0);
    expect([read("var/lib/etcd/member/db"), read(`${replaced}/member/db`)]).toEqual(["restored\n", "old"]);
  });

  it("and what it had first is kept where one that was cut off has restored before", () => {
    const { carryOut, read } = nodeFolder({
      "var/lib/etcd/member/db": "of a restore that was cut off",
      [`${replaced}/member/db`]: "old",
      "bin/etcdutl": `${restores}\n`,
    });
    expect(carryOut(restoreMember("a", words)).status).toBe(0);
    expect([read("var/lib/etcd/member/db"), read(`${replaced}/member/db`)]).toEqual(["restored\n", "old"]);
  });

  it("and what it had is not lost where that fails", () => {
    const { carryOut, read } = nodeFolder({ ...old, "bin/etcdutl": "#!/bin/sh\nexit 1\n" });
    expect(carryOut(restoreMember("a", words)).status).toBe(1);
    expect([read("var/lib/etcd/member/db"), read(`${replaced}/member/db`)]).toEqual([undefined, "old"]);
  });

  it("from a snapshot that is looked for before anything is taken down", () => {
    expect(nodeFolder({ "bin/etcdutl": "#!/bin/sh\nexit 0\n" }).carryOut(mustHaveSnapshot("a"))).toEqual(done);
    expect(nodeFolder({ "bin/etcdutl": "#!/bin/sh\nexit 1\n" }).carryOut(mustHaveSnapshot("a"))).toEqual({
      status: 1,
      stderr: "no snapshot to restore from: perform etcd-snapshot first",
    });
  });
});
