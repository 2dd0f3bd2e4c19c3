import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import { putNewMember, replacingLook, takeMemberOut } from "../../../src/node-tools/etcd-replace.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const { node, cluster } = context("control-plane2");
const old = "91bc3c398fb3c146";
const others = [
  "fd422379fda50e48, started, kc-x-control-plane, https://172.30.0.2:2380, https://172.30.0.2:2379, false",
  "8e9e05c52164694d, started, kc-x-control-plane3, https://172.30.0.4:2380, https://172.30.0.4:2379, false",
];
const listed = (id: string, name: string, learner: boolean) =>
  `${id}, ${name === "" ? "unstarted" : "started"}, ${name}, https://172.30.0.3:2380, , ${learner}`;

/** A control plane with its member's data and manifest, and an etcdctl that keeps the list of members in a file. */
function ground(manifest = "    - --initial-cluster=kc-x-control-plane2=https://172.30.0.3:2380\n    - --name=x\n") {
  const folder = temporaryFolder();
  const [kubernetes, data, own] = ["kubernetes", "etcd", "own"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [join(kubernetes, "manifests"), join(data, "member"), own, join(folder, "run")])
    mkdirSync(each, { recursive: true });
  const [list, file] = [join(folder, "list"), join(kubernetes, "manifests/etcd.yaml")];
  writeFileSync(list, `${[...others, listed(old, node.name, false)].join("\n")}\n`);
  writeFileSync(file, manifest);
  const etcdctl = [
    'for last; do :; done; case "$*" in',
    `*"endpoint status"*) echo "https://localhost:2379, ${old}, 3.6.11";;`,
    `*"member list"*) cat '${list}';;`,
    `*"member remove"*) sed -i "/^$last, /d" '${list}';;`,
    `*"member add"*) echo "${listed("c0ffee", "", true)}" >>'${list}';;`,
    `*"member promote"*) sed -i "s/^$last, unstarted, , \\(.*\\), true/$last, started, ${node.name}, \\1, false/" '${list}';;`,
    "esac",
  ].join("\n");
  const folders = {
    "/etc/kubernetes": kubernetes,
    "/var/lib/etcd": data,
    "/var/lib/kind-chaos": own,
    "/run/": `${join(folder, "run")}/`,
  };
  const etcd = spawn("sleep", ["60"]);
  onTestFinished(() => void etcd.kill("SIGKILL"));
  /** etcd runs where its manifest is, whatever is in the control group of that process here. */
  const programs = {
    ...{ etcdctl, ss: "exit 1", pgrep: `[ -e '${file}' ] && echo ${etcd.pid}` },
    grep: 'case "$*" in *cgroup*) exit 1;; *) exec /usr/bin/grep "$@";; esac',
  };
  const carryOut = (actions: readonly Action[]) =>
    actions.map((action) => {
      const { status, stderr, calls } = carriedOut(action, programs, folders);
      return { status, stderr, asked: calls.filter((call) => call.startsWith("etcdctl")) };
    });
  return { carryOut, file, data, own, kubernetes, members: () => readFileSync(list, "utf8").trim().split("\n") };
}

const statuses = (done: readonly { status: number | null }[]) => done.map(({ status }) => status);

describe("an etcd member", () => {
  it("is taken out with all its data, noted before", () => {
    const { carryOut, file, data, own } = ground();
    expect(statuses(carryOut(takeMemberOut(node, "KILL")))).toEqual([0, 0]);
    expect([existsSync(file), readdirSync(data)]).toEqual([false, []]);
    expect(readFileSync(join(own, "replacing"), "utf8").trim()).toBe(old);
  });

  it("is replaced: the old one removed, a new one added without a vote, started as one of all, and given a vote", () => {
    const { carryOut, file, own, kubernetes, members } = ground();
    carryOut(takeMemberOut(node, "TERM"));
    const done = carryOut(putNewMember(node, cluster));
    expect(done.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(["0", "0", "0", "0"]);
    const asked = done.flatMap((each) => each.asked).filter((call) => !call.includes("member list"));
    expect(asked.map((call) => call.replace(/--cacert.*\.key /, ""))).toEqual([
      `etcdctl --endpoints=https://172.30.0.2:2379,https://172.30.0.4:2379 member remove ${old}`,
      `etcdctl --endpoints=https://172.30.0.2:2379,https://172.30.0.4:2379 member add ${node.name} --learner --peer-urls=https://172.30.0.3:2380`,
      "etcdctl --endpoints=https://172.30.0.2:2379,https://172.30.0.4:2379 member promote c0ffee",
    ]);
    expect(readFileSync(file, "utf8").split("\n")).toEqual([
      "    - --initial-cluster=kc-x-control-plane=https://172.30.0.2:2380,kc-x-control-plane2=https://172.30.0.3:2380,kc-x-control-plane3=https://172.30.0.4:2380",
      "    - --initial-cluster-state=existing",
      "    - --name=x",
      "",
    ]);
    expect(members()).toEqual([...others, listed("c0ffee", node.name, false)]);
    expect([readdirSync(own), readdirSync(kubernetes)]).toEqual([["replaced-member"], ["manifests"]]);
  });

  it("that joined later is said once to be one of those that are there", () => {
    const { carryOut, file } = ground("    - --initial-cluster=x=y\n    - --initial-cluster-state=existing\n");
    carryOut([...takeMemberOut(node, "TERM"), ...putNewMember(node, cluster)]);
    expect(readFileSync(file, "utf8").match(/initial-cluster-state/g)).toHaveLength(1);
  });

  it("is not replaced twice, and nothing is done where none was to be", () => {
    const { carryOut, members } = ground();
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0]);
    expect(members()).toContain(listed(old, node.name, false));
    carryOut(takeMemberOut(node, "TERM"));
    const [kept, remove, join, promote] = putNewMember(node, cluster) as [Action, Action, Action, Action];
    // Two heal the same, one behind the other.
    expect(statuses(carryOut([kept, remove, kept, remove, join, join, promote, promote]))).toEqual(Array(8).fill(0));
    expect(members()).toHaveLength(3);
  });

  it("that has its data still goes on with it", () => {
    const { carryOut, file, data, own, members } = ground();
    const [begin] = takeMemberOut(node, "KILL") as [Action];
    carryOut([begin]);
    expect(replacingLook(node, cluster).mend).toEqual(putNewMember(node, cluster));
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0]);
    expect([existsSync(file), readdirSync(data), readdirSync(own)]).toEqual([true, ["member"], []]);
    expect(members()).toContain(listed(old, node.name, false));
  });
});
