import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import { machineLook, replaceMachine } from "../../../src/node-tools/machine-replace.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const { node, cluster } = context("control-plane2");
const helper = context("control-plane").node;
const others = ["", "3"].map(
  (number, index) => `a${index}, started, kc-x-control-plane${number}, https://172.30.0.${index * 2 + 2}:2380, , false`,
);
const old = "91bc3c398fb3c146, started, kc-x-control-plane2, https://172.30.0.3:2380, https://172.30.0.3:2379, false";
const folders = [
  "/etc/kubernetes",
  "/etc/cni/net.d",
  "/var/lib/kind-chaos",
  "/var/lib/kubelet",
  "/var/lib/cni",
  "/var/lib/etcd",
  "/kind",
];
const note = "/var/lib/kind-chaos/machine/kc-x-control-plane2";

/** Two control planes as folders, and stand-ins for etcd, the API and kubeadm that keep what they are told in files. */
function ground() {
  const folder = temporaryFolder();
  const at = (name: string, path: string) => join(folder, name, path);
  const write = (name: string, path: string, text: string) => {
    mkdirSync(dirname(at(name, path)), { recursive: true });
    writeFileSync(at(name, path), text);
  };
  for (const name of [node.name, helper.name]) {
    for (const path of [...folders, "/run"]) mkdirSync(at(name, path), { recursive: true });
    write(
      name,
      "/kind/kubeadm.conf",
      "kind: JoinConfiguration\ndiscovery:\n  bootstrapToken:\n    token: abcdef.0123456789abcdef\n",
    );
    for (const file of [
      "ca.crt",
      "ca.key",
      "front-proxy-ca.crt",
      "front-proxy-ca.key",
      "sa.pub",
      "sa.key",
      "etcd/ca.crt",
      "etcd/ca.key",
    ])
      write(name, `/etc/kubernetes/pki/${file}`, file);
    write(name, "/etc/kubernetes/pki/apiserver.crt", "first");
    write(name, "/etc/kubernetes/manifests/etcd.yaml", "etcd");
    write(name, "/etc/kubernetes/admin.conf", "admin");
    write(name, "/var/lib/etcd/member/db", "data");
    write(name, "/var/lib/kubelet/config.yaml", "kubelet");
    write(name, "/etc/cni/net.d/10.conflist", "{}");
  }
  writeFileSync(join(folder, "members"), `${[...others, old].join("\n")}\n`);
  writeFileSync(join(folder, "uid"), "first");
  const tokens = join(folder, "tokens");
  const [members, uid] = ["members", "uid"].map((name) => `'${join(folder, name)}'`);
  const programs = (root: string, failing: string) => ({
    etcdctl: [
      `for last; do :; done; case "$*" in *"${failing}"*) exit 1;; esac`,
      'case "$*" in',
      `*"endpoint status"*) echo "https://localhost:2379, 91bc3c398fb3c146, 3.6.11";;`,
      `*"member list"*) cat ${members};;`,
      `*"member remove"*) sed -i "/^$last, /d" ${members};;`,
      "esac",
    ].join("\n"),
    kubectl: `case "$*" in *conditions*) printf True;; *"get node"*) cat ${uid};; *"delete node"*) echo none >${uid};; *"delete secret bootstrap-token-"*) for id; do case $id in bootstrap-token-*) sed -i "/^\${id#bootstrap-token-}[.]/d" '${tokens}';; esac; done;; esac`,
    kubeadm: [
      `case "$*" in *"${failing}"*) echo "error execution phase kubelet-start: late" ; exit 1;; esac`,
      `case "$*" in *"token create"*) for last; do case $last in /*) ;; *.*) echo "$last" >>'${tokens}';; esac; done;;`,
      `"join "*) grep -qx "    token: $(tail -n 1 '${tokens}')" '${root}/run/kind-chaos-join.yaml' || exit 1`,
      `echo other >'${root}/etc/kubernetes/pki/apiserver.crt'; echo second >${uid}`,
      `echo "c0ffee, started, kc-x-control-plane2, https://172.30.0.3:2380, https://172.30.0.3:2379, false" >>${members};; esac`,
    ].join("\n"),
    ...{
      systemctl: "",
      umount: "",
      ctr: 'case "$*" in *"containers ls"*) echo sandbox; echo pod;; esac',
      pgrep: "exit 1",
      curl: "printf 200",
    },
  });
  const carryOut = (actions: readonly Action[], failing = "nothing", more: Readonly<Record<string, string>> = {}) =>
    actions.map((action) => {
      if (action.do === "copy") {
        copyFileSync(at(action.from, action.path), at(action.node, action.path));
        return { status: 0, stderr: "", calls: [] };
      }
      const root = join(folder, action.node);
      if (action.do === "exec" && action.argv[0] === "mkdir") {
        mkdirSync(join(root, action.argv.at(-1) ?? ""), { recursive: true });
        return { status: 0, stderr: "", calls: [] };
      }
      const here = Object.fromEntries([...folders, "/run"].map((path) => [`${path}/`, `${root}${path}/`]));
      const bare = { "/var/lib/kubelet ": `${root}/var/lib/kubelet ` };
      return carriedOut(action, programs(root, failing), { ...more, ...bare, ...here });
    });
  const read = (name: string, path: string) => readFileSync(at(name, path), "utf8");
  const member = () => {
    const [first, second, own] = readFileSync(join(folder, "members"), "utf8").trim().split("\n");
    expect([first, second]).toEqual(others);
    return own;
  };
  const known = () => (existsSync(tokens) ? readFileSync(tokens, "utf8") : "");
  return { carryOut, at, read, write, member, known, members: join(folder, "members") };
}

const partOf = (action: Action) => (action.do === "exec" ? action.part : undefined);

/** How many actions there are up to the note. */
const noting = replaceMachine(node, cluster).findIndex((action) => partOf(action) === "the node noted") + 1;

describe("a control plane that is lost for good", () => {
  it("is replaced by a new one: member and Node removed, the authorities copied, joined with a token of its own", () => {
    const { carryOut, at, read, member, known } = ground();
    const done = carryOut(replaceMachine(node, cluster));
    expect(done.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(done.map(() => "0"));
    expect(member()).toMatch(/^c0ffee, started, kc-x-control-plane2/);
    expect(read(node.name, "/var/lib/kind-chaos/machine/replaced")).toMatch(/^member 91bc3c398fb3c146\nuid first\n/);
    expect(read(node.name, "/var/lib/kind-chaos/replaced-member").trim()).toBe("91bc3c398fb3c146");
    expect(read(node.name, "/etc/kubernetes/pki/etcd/ca.key")).toBe("etcd/ca.key");
    // The token is taken back, and nobody keeps it.
    expect(done.flatMap(({ calls }) => calls).filter((call) => call.includes("token create"))).toHaveLength(1);
    expect(known()).toBe("");
    expect(readdirSync(at(helper.name, "/var/lib/kind-chaos/machine"))).toEqual([]);
    expect(readdirSync(at(node.name, "/var/lib/kind-chaos/machine"))).toEqual(["replaced"]);
    expect(readdirSync(at(node.name, "/run"))).not.toContain("kind-chaos-join.yaml");
  });

  it("keeps nothing of what kubeadm, the kubelet and etcd had there", () => {
    const { carryOut, at, write } = ground();
    for (const name of [node.name, helper.name]) write(name, "/var/lib/cni/networks/172.30.0.9", "pod");
    const lost = carryOut(replaceMachine(node, cluster).slice(0, noting + 1)).at(-1);
    // containerd reads what it knows when it begins.
    expect(lost?.calls.filter((call) => /containers rm|containerd/.test(call))).toEqual([
      "ctr -n k8s.io containers rm sandbox",
      "ctr -n k8s.io containers rm pod",
      "systemctl restart containerd",
    ]);
    for (const path of [
      "/var/lib/cni/networks",
      "/etc/kubernetes/admin.conf",
      "/etc/kubernetes/pki/ca.key",
      "/var/lib/etcd/member",
      "/var/lib/kubelet/config.yaml",
    ])
      expect([path, existsSync(at(node.name, path))]).toEqual([path, false]);
    expect(existsSync(at(node.name, note))).toBe(true);
    expect(existsSync(at(helper.name, "/etc/kubernetes/admin.conf"))).toBe(true);
  });

  it("whose join fails says why, and is replaced by whoever comes next", () => {
    const { carryOut, at, member } = ground();
    const done = carryOut(replaceMachine(node, cluster), "join ");
    const joined = done.find(({ stderr }) => stderr !== "");
    expect(joined?.stderr.trim()).toBe("error execution phase kubelet-start: late");
    const { mend } = machineLook(node, cluster);
    const mended = carryOut(mend);
    expect(mended.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(mended.map(() => "0"));
    expect(member()).toMatch(/^c0ffee/);
    expect(existsSync(at(node.name, note))).toBe(false);
  });

  it("that was noted and not lost goes on as it is", () => {
    const { carryOut, at, member } = ground();
    carryOut(replaceMachine(node, cluster).slice(0, noting));
    const done = carryOut(machineLook(node, cluster).mend);
    expect(done.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(done.map(() => "0"));
    expect(member()).toBe(old);
    expect([note, "/var/lib/etcd/member/db"].map((path) => existsSync(at(node.name, path)))).toEqual([false, true]);
  });

  it("that has joined is not taken away again by whoever heals", () => {
    const { carryOut, at, member } = ground();
    const actions = replaceMachine(node, cluster);
    const joined = actions.findIndex((action) => partOf(action) === "a new node joined");
    carryOut(actions.slice(0, joined + 1));
    const done = carryOut(machineLook(node, cluster).mend);
    expect(done.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(done.map(() => "0"));
    expect(done.flatMap(({ calls }) => calls).filter((call) => /^kubeadm join|member remove/.test(call))).toEqual([]);
    expect(member()).toMatch(/^c0ffee/);
    expect(existsSync(at(node.name, note))).toBe(false);
  });

  const few = (...shorts: readonly string[]) => ({
    ...cluster,
    nodes: cluster.nodes.filter(({ short }) => shorts.includes(short)),
  });
  it.each([
    ["it is the only one", few("control-plane2"), "nothing", "of so few members none can be missed: 1"],
    ["it is one of two", few("control-plane", "control-plane2"), "nothing", "of so few members none can be missed: 2"],
    ["another member is not healthy", cluster, "--cluster", "not every etcd member is healthy"],
  ])("is not lost where %s", (_, of, failing, words) => {
    const { carryOut, at } = ground();
    const actions = replaceMachine(node, of);
    const upTo = actions.findIndex((action) => partOf(action) === "the node lost") + 1;
    const [noted, lost] = carryOut(actions.slice(0, upTo), failing).slice(-2);
    expect([noted?.status, lost?.status]).toEqual([1, 0]);
    expect(noted?.stderr).toContain(words);
    expect([note, "/var/lib/etcd/member/db"].map((path) => existsSync(at(node.name, path)))).toEqual([false, true]);
  });

  it("leaves nothing beside the folder that a cluster is given back without", () => {
    const { carryOut, at } = ground();
    carryOut(replaceMachine(node, cluster));
    expect(readdirSync(at(node.name, "/run"))).toEqual([]);
  });

  it("is not lost where another has no member with a vote, is half replaced, or secrets are encrypted", () => {
    const refused = (change: (on: ReturnType<typeof ground>) => void) => {
      const on = ground();
      change(on);
      const done = on.carryOut(replaceMachine(node, cluster).slice(0, noting));
      return done.find(({ status }) => status !== 0)?.stderr.trim();
    };
    expect(refused(() => {})).toBeUndefined();
    const without = (listed: number) =>
      `not every etcd member has a vote, 2 of 3 (${listed} listed): without this one too few may be left`;
    expect(refused(({ members }) => writeFileSync(members, `${others[0]}\n${old}\n`))).toBe(without(2));
    const learner = others[1]?.replace(/false$/, "true");
    expect(refused(({ members }) => writeFileSync(members, `${others[0]}\n${learner}\n${old}\n`))).toBe(without(3));
    expect(
      refused(({ write }) => write(helper.name, "/var/lib/kind-chaos/machine/kc-x-control-plane3", "lost\n")),
    ).toBe("kc-x-control-plane3 is half replaced: take that back first");
    const manifest = "/etc/kubernetes/manifests/kube-apiserver.yaml";
    expect(refused(({ write }) => write(node.name, manifest, "- --encryption-provider-config=/theirs\n"))).toContain(
      "encrypts by a configuration that would be lost",
    );
    expect(refused(({ write }) => write(node.name, "/var/lib/kind-chaos/encryption/keys", "key1 x\n"))).toContain(
      "encrypts",
    );
    // What an earlier one left for who asks whether it was done hinders nobody.
    expect(refused(({ write }) => write(helper.name, "/var/lib/kind-chaos/machine/replaced", ""))).toBeUndefined();
  });

  it("has a token that was noted before taken back, whatever became of it", () => {
    const { carryOut, known, at, read } = ground();
    const actions = replaceMachine(node, cluster);
    const made = actions.findIndex((action) => partOf(action) === "a token made");
    carryOut(actions.slice(0, made + 1));
    const first = read(helper.name, `${note}.token`);
    expect([known(), first]).toEqual([first, expect.stringMatching(/^[a-z0-9]{6}\.[a-z0-9]{16}\n$/)]);
    carryOut(actions.slice(made, made + 1));
    const second = read(helper.name, `${note}.token`);
    expect([known(), second === first]).toEqual([second, false]);
    carryOut(actions.slice(made, made + 1), "token create");
    const [noted] = carryOut(actions.filter((action) => partOf(action) === "the token taken back"));
    expect([noted?.status, known(), existsSync(at(helper.name, `${note}.token`))]).toEqual([0, "", false]);
  });

  it("keeps its volumes' data where one of them cannot be unmounted", () => {
    const { carryOut, at } = ground();
    const actions = replaceMachine(node, cluster).slice(0, noting + 1);
    const mounts = at(node.name, "/mounts");
    const path = at(node.name, "/var/lib/kubelet/pods/a\\040b%s");
    writeFileSync(mounts, `tmpfs ${path} tmpfs rw 0 0\n`);
    const lost = carryOut(actions, "nothing", { "/proc/mounts": mounts }).at(-1);
    expect(lost).toMatchObject({ status: 1, stderr: "volumes of pods are still mounted\n" });
    expect(lost?.calls).toContain(`umount -l ${at(node.name, "/var/lib/kubelet/pods/a b%s")}`);
    expect(existsSync(at(node.name, "/var/lib/kubelet/config.yaml"))).toBe(true);
  });
});
