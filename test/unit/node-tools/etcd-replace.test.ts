import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import {
  loseMember,
  mayMissMember,
  putNewMember,
  replaceMember,
  replacingLook,
} from "../../../src/node-tools/etcd-replace.ts";
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

interface Ground {
  readonly manifest?: string;
  /** The members' list, where it is another than that of three with a vote. */
  readonly list?: readonly string[];
}

const usualManifest = "    - --initial-cluster=kc-x-control-plane2=https://172.30.0.3:2380\n    - --name=x\n";

/**
 * A control plane with its member's data and manifest, and an etcdctl that keeps the list of members in a file and fails
 * where its words have those that `fails` is told.
 */
function ground({ manifest = usualManifest, list = [...others, listed(old, node.name, false)] }: Ground = {}) {
  const folder = temporaryFolder();
  const [kubernetes, data, own] = ["kubernetes", "etcd", "own"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [join(kubernetes, "manifests"), join(data, "member"), own, join(folder, "run")])
    mkdirSync(each, { recursive: true });
  const [members, file, failing] = [
    join(folder, "list"),
    join(kubernetes, "manifests/etcd.yaml"),
    join(folder, "failing"),
  ];
  writeFileSync(members, `${list.join("\n")}\n`);
  writeFileSync(failing, "nothing\n");
  if (manifest !== "") writeFileSync(file, manifest, { mode: 0o600 });
  const etcdctl = [
    `for last; do :; done; while read -r words; do case "$*" in *"$words"*) exit 1;; esac; done <'${failing}'`,
    'case "$*" in',
    `*"endpoint status"*) echo "https://localhost:2379, ${old}, 3.6.11";;`,
    `*"member list"*) cat '${members}';;`,
    `*"member remove"*) sed -i "/^$last, /d" '${members}';;`,
    `*"member add"*) echo "${listed("c0ffee", "", true)}" >>'${members}';;`,
    `*"member promote"*) sed -i "s/^$last, unstarted, , \\(.*\\), true/$last, started, ${node.name}, \\1, false/" '${members}';;`,
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
    ...{ etcdctl, ss: "exit 1", sleep: "", pgrep: `[ -e '${file}' ] && echo ${etcd.pid}` },
    grep: 'case "$*" in *cgroup*) exit 1;; *) exec /usr/bin/grep "$@";; esac',
  };
  const carryOut = (actions: readonly Action[], ...fails: readonly string[]) => {
    writeFileSync(failing, `${["nothing", ...fails].join("\n")}\n`);
    return actions.map((action) => {
      const { status, stderr, calls } = carriedOut(action, programs, folders);
      return { status, stderr, asked: calls.filter((call) => call.startsWith("etcdctl")) };
    });
  };
  const left = () => ({ data: readdirSync(data), manifest: existsSync(file), notes: readdirSync(own).toSorted() });
  const runs = () => readdirSync(join(folder, "run"));
  const told = () => readFileSync(members, "utf8").trim().split("\n");
  return { carryOut, file, data, own, kubernetes, left, runs, members: told };
}

const statuses = (done: readonly { status: number | null }[]) => done.map(({ status }) => status);
const asBefore = { data: ["member"], manifest: true, notes: [] };
const partOf = (action: Action) => (action.do === "exec" ? action.part : undefined);
const upTo = (actions: readonly Action[], part: string) =>
  actions.slice(0, actions.findIndex((action) => partOf(action) === part) + 1);

describe("an etcd member", () => {
  it("is lost with all its data, noted before", () => {
    const { carryOut, left, own } = ground();
    expect(statuses(carryOut(loseMember(node, cluster)))).toEqual([0, 0, 0]);
    expect(left()).toEqual({ data: [], manifest: false, notes: ["replacing", "replacing-without-data"] });
    expect(readFileSync(join(own, "replacing"), "utf8").trim()).toBe(old);
  });

  it("is replaced: stopped, removed, its data deleted, a new one added without a vote, and given one", () => {
    const { carryOut, file, own, kubernetes, members, runs } = ground();
    const done = carryOut(replaceMember(node, cluster));
    expect(done.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(Array(6).fill("0"));
    const asked = done.slice(2).flatMap((each) => each.asked.filter((call) => !call.includes("member list")));
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
    // As kubeadm has it.
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(members()).toEqual([...others, listed("c0ffee", node.name, false)]);
    expect([readdirSync(own), readdirSync(kubernetes)]).toEqual([["replaced-member"], ["manifests"]]);
    // Everything that is left lies in the folder that is taken away when a cluster is given back.
    expect(runs()).toEqual([]);
  });

  it("that was lost is replaced, too", () => {
    const { carryOut, members, own } = ground();
    carryOut(loseMember(node, cluster));
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0, 0]);
    expect(members()).toEqual([...others, listed("c0ffee", node.name, false)]);
    expect(readdirSync(own)).toEqual(["replaced-member"]);
  });

  it("that joined later is said once to be one of those that are there", () => {
    const { carryOut, file } = ground({
      manifest: "    - --initial-cluster=x=y\n    - --initial-cluster-state=existing\n",
    });
    carryOut(replaceMember(node, cluster));
    expect(readFileSync(file, "utf8").match(/initial-cluster-state/g)).toHaveLength(1);
  });

  it("is not replaced twice, and nothing is done where none was to be", () => {
    const { carryOut, members } = ground();
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0, 0]);
    expect(members()).toContain(listed(old, node.name, false));
    carryOut(loseMember(node, cluster));
    // Two heal the same, one behind the other.
    const twice = putNewMember(node, cluster).flatMap((action) => [action, action]);
    expect(statuses(carryOut(twice))).toEqual(Array(10).fill(0));
    expect(members()).toHaveLength(3);
  });
});

describe("a member that cannot be missed is left as it is", () => {
  const two = { ...cluster, nodes: cluster.nodes.filter(({ short }) => short !== "control-plane3") };
  const own = listed(old, node.name, false);
  it.each<[string, Ground, typeof cluster, string[], RegExp]>([
    ["it is one of two", { list: [String(others[0]), own] }, two, [], /of so few members none can be missed: 2/],
    ["another is not healthy", {}, cluster, ["endpoint health --cluster"], /not every etcd member is healthy/],
    ["another has no vote", { list: [...others, own, listed("c0", "x", true)] }, cluster, [], /3 of 3 \(4 listed\)/],
    ["another never started", { list: [String(others[0]), own, listed("c0", "", false)] }, cluster, [], /2 of 3/],
    ["another is not listed", { list: [String(others[0]), own] }, cluster, [], /2 of 3 \(2 listed\)/],
    ["nobody tells the list", {}, cluster, ["member list"], /^$/],
  ])("where %s", (_, world, of, fails, words) => {
    const { carryOut, left, members } = ground(world);
    const before = members();
    const actions = [mayMissMember(node, of), ...replaceMember(node, of).slice(0, 1), ...loseMember(node, of)];
    const [missed, noted, lost, ...rest] = carryOut(actions, ...fails);
    for (const done of [missed, noted, lost]) {
      expect(done?.status).not.toBe(0);
      expect(done?.stderr.trim()).toMatch(words);
    }
    // What follows does nothing, since nothing is noted.
    expect(statuses(rest)).toEqual([0, 0]);
    expect([left(), members()]).toEqual([asBefore, before]);
  });

  it("where it is half replaced already", () => {
    const { carryOut } = ground();
    const [noted] = replaceMember(node, cluster) as [Action];
    expect(carryOut([noted, noted]).map(({ status }) => status)).toEqual([0, 1]);
  });

  it("where etcd is elsewhere", () => {
    const { carryOut, left } = ground({ manifest: "" });
    expect(carryOut(replaceMember(node, cluster).slice(0, 1))[0]?.stderr).toContain("no etcd member of its own");
    expect(left().notes).toEqual([]);
  });
});

describe("a member whose replacement broke off", () => {
  it("when it was noted, or stopped, goes on with its data", () => {
    for (const part of ["the member noted", "the member stopped"]) {
      const { carryOut, left, members } = ground();
      carryOut(upTo(replaceMember(node, cluster), part));
      expect(replacingLook(node, cluster)).toMatchObject({ mend: putNewMember(node, cluster), mendTries: 3 });
      expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0, 0]);
      expect(left()).toEqual(asBefore);
      expect(members()).toContain(listed(old, node.name, false));
    }
  });

  it("because the others do not remove it goes on with its data", () => {
    const { carryOut, left, members } = ground();
    const upToRemoval = upTo(replaceMember(node, cluster), "the old member removed");
    const removed = carryOut(upToRemoval, "member remove").at(-1);
    expect([removed?.status, removed?.stderr]).toEqual([1, "the old member cannot be removed\n"]);
    expect(left()).toMatchObject({ data: ["member"], notes: ["replacing"] });
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0, 0]);
    expect(left()).toEqual(asBefore);
    expect(members()).toContain(listed(old, node.name, false));
  });

  it("and of whom nobody knows whether it is removed is neither given back nor deleted until somebody does", () => {
    const { carryOut, left, own, members } = ground();
    carryOut(upTo(replaceMember(node, cluster), "the member stopped"));
    writeFileSync(join(own, "replacing-removed"), "");
    const [kept, removed, deleted] = carryOut(putNewMember(node, cluster).slice(0, 3), "member list");
    expect([kept?.status, removed?.status, deleted?.status]).toEqual([0, 1, 1]);
    expect(left()).toMatchObject({ data: ["member"], manifest: false });
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0, 0]);
    expect(members()).toEqual([...others, listed("c0ffee", node.name, false)]);
  });

  it("while its data was being deleted begins anew on an empty folder", () => {
    const { carryOut, data } = ground();
    carryOut(loseMember(node, cluster));
    // As a deletion that was killed leaves it.
    mkdirSync(join(data, "member/wal"), { recursive: true });
    const [, , deleted, ...rest] = carryOut(putNewMember(node, cluster));
    expect(deleted?.status).toBe(0);
    expect(statuses(rest)).toEqual([0, 0]);
    expect(readdirSync(data)).toEqual([]);
  });

  it("when the new member had begun keeps what that has", () => {
    const { carryOut, data, members } = ground();
    carryOut(upTo(replaceMember(node, cluster), "a new member added"));
    mkdirSync(join(data, "member"));
    expect(statuses(carryOut(putNewMember(node, cluster)))).toEqual([0, 0, 0, 0, 0]);
    expect(readdirSync(data)).toEqual(["member"]);
    expect(members()).toEqual([...others, listed("c0ffee", node.name, false)]);
  });

  it("and is never removed when the data is gone stays to be replaced", () => {
    const { carryOut, left } = ground();
    carryOut(loseMember(node, cluster));
    expect(carryOut(putNewMember(node, cluster).slice(0, 2), "member remove").at(-1)?.status).toBe(1);
    expect(left()).toMatchObject({ manifest: false, notes: ["replacing", "replacing-without-data"] });
  });
});
