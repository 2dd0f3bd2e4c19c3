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
  const [members, uid] = ["members", "uid"].map((name) => `'${join(folder, name)}'`);
  const programs = (root: string, failing: string) => ({
    etcdctl: [
      'for last; do :; done; case "$*" in',
      `*"endpoint status"*) echo "https://localhost:2379, 91bc3c398fb3c146, 3.6.11";;`,
      `*"member list"*) cat ${members};;`,
      `*"member remove"*) sed -i "/^$last, /d" ${members};;`,
      "esac",
    ].join("\n"),
    kubectl: `case "$*" in *conditions*) printf True;; *"get node"*) cat ${uid};; *"delete node"*) echo none >${uid};; esac`,
    kubeadm: [
      `case "$*" in *"${failing}"*) echo "error execution phase kubelet-start: late" ; exit 1;; esac`,
      'case "$*" in *"token create"*) echo new123.0123456789abcdef;;',
      `"join "*) grep -q "token: new123" '${root}/run/kind-chaos-join.yaml' || exit 1`,
      `echo other >'${root}/etc/kubernetes/pki/apiserver.crt'; echo second >${uid}`,
      `echo "c0ffee, started, kc-x-control-plane2, https://172.30.0.3:2380, https://172.30.0.3:2379, false" >>${members};; esac`,
    ].join("\n"),
    ...{ systemctl: "", umount: "", ctr: "", pgrep: "exit 1", curl: "printf 200" },
  });
  const carryOut = (actions: readonly Action[], failing = "nothing") =>
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
      return carriedOut(action, programs(root, failing), { ...bare, ...here });
    });
  const read = (name: string, path: string) => readFileSync(at(name, path), "utf8");
  const member = () => {
    const [first, second, own] = readFileSync(join(folder, "members"), "utf8").trim().split("\n");
    expect([first, second]).toEqual(others);
    return own;
  };
  return { carryOut, at, read, member };
}

const partOf = (action: Action) => (action.do === "exec" ? action.part : undefined);

describe("a control plane that is lost for good", () => {
  it("is replaced by a new one: member and Node removed, the authorities copied, joined with a token of its own", () => {
    const { carryOut, at, read, member } = ground();
    const done = carryOut(replaceMachine(node, cluster));
    expect(done.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(done.map(() => "0"));
    expect(member()).toMatch(/^c0ffee, started, kc-x-control-plane2/);
    expect(read(node.name, "/var/lib/kind-chaos/machine/replaced")).toMatch(/^member 91bc3c398fb3c146\nuid first\n/);
    expect(read(node.name, "/var/lib/kind-chaos/replaced-member").trim()).toBe("91bc3c398fb3c146");
    expect(read(node.name, "/etc/kubernetes/pki/etcd/ca.key")).toBe("etcd/ca.key");
    // The token is taken back, and nobody keeps it.
    expect(done.flatMap(({ calls }) => calls).filter((call) => call.includes("token delete"))).toHaveLength(1);
    expect(readdirSync(at(helper.name, "/var/lib/kind-chaos/machine"))).toEqual([]);
    expect(readdirSync(at(node.name, "/var/lib/kind-chaos/machine"))).toEqual(["replaced"]);
    expect(readdirSync(at(node.name, "/run"))).not.toContain("kind-chaos-join.yaml");
  });

  it("keeps nothing of what kubeadm, the kubelet and etcd had there", () => {
    const { carryOut, at } = ground();
    carryOut(replaceMachine(node, cluster).slice(0, 2));
    for (const path of [
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
    carryOut(replaceMachine(node, cluster).slice(0, 1));
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

  it("is not lost where it is the only one", () => {
    const { carryOut, at } = ground();
    const alone = { ...cluster, nodes: cluster.nodes.filter(({ name }) => name === node.name) };
    const [noted] = carryOut(replaceMachine(node, alone).slice(0, 1));
    expect(noted?.status).toBe(1);
    expect(noted?.stderr).toContain("the only control plane");
    expect(existsSync(at(node.name, note))).toBe(false);
  });
});
