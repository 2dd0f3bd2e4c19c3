import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { giveLeadAway } from "../../../src/node-tools/etcd-lead.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** 0x8e9e05c52164694d: a member's id is told in both forms. */
const own = { decimal: "10276657743932975437", hexadecimal: "8e9e05c52164694d" };

interface Told {
  readonly leader: string;
  readonly members: readonly string[];
  /** Members that take the lead. */
  readonly willing?: readonly string[];
}

/** Carries the words out with an etcdctl that answers as 3.6 and 3.7 do; returns whom it asked to lead. */
function given({ leader, members, willing = [] }: Told) {
  const folder = temporaryFolder();
  const asked = join(folder, "asked");
  const fields = `"ClusterID" : 1\n"MemberID" : ${own.decimal}\n"Leader" : ${leader}\n"Version" : "3.6.16"`;
  const simple = `https://localhost:2379, ${own.hexadecimal}, 3.6.16, 3.6.0, 2.1 MB, true, false, 3, 90, 90, , , false`;
  const script = `#!/bin/sh
case "$*" in
  *"status -w fields"*) printf '%s\\n' '${fields}';;
  *status*) echo '${simple}';;
  *"member list"*) printf '%s\\n' ${members.map((line) => `'${line}'`).join(" ")};;
  *move-leader*) for last; do :; done; echo "$last" >>${asked}; case " ${willing.join(" ")} " in *" $last "*) ;; *) exit 1;; esac;;
esac`;
  const program = join(folder, "etcdctl");
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const action = giveLeadAway("kc-x-control-plane");
  const words = action.do === "exec" ? action.argv.slice(1) : [];
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const { status, stderr } = spawnSync("/bin/sh", words, { encoding: "utf8", env });
  const { stdout } = spawnSync("cat", [asked], { encoding: "utf8" });
  return { status, stderr: stderr.trim(), asked: stdout.trim().split("\n") };
}

const member = (id: string, learner = false) => `${id}, started, cp, https://a:2380, https://a:2379, ${learner}`;

describe("etcd's lead is given away", () => {
  const three = [member(own.hexadecimal), member("1b"), member("2c")];

  it("to the first other member that takes it", () => {
    const told = given({ leader: own.decimal, members: three, willing: ["2c"] });
    expect(told).toEqual({ status: 0, stderr: "", asked: ["1b", "2c"] });
  });

  it("not where another has it, and not to a member without a vote", () => {
    expect(given({ leader: "27", members: three })).toMatchObject({ status: 0, asked: [""] });
    const learner = [member(own.hexadecimal), member("1b", true)];
    expect(given({ leader: own.decimal, members: learner })).toMatchObject({ status: 0, asked: [""] });
  });

  it("by nobody who is alone", () => {
    expect(given({ leader: own.decimal, members: three.slice(0, 1) })).toMatchObject({ status: 0, asked: [""] });
  });

  it("or it fails, where nobody takes it and where nobody says who leads", () => {
    expect(given({ leader: own.decimal, members: three })).toMatchObject({
      status: 1,
      stderr: "no other member takes the lead",
    });
    expect(given({ leader: "", members: three })).toMatchObject({ status: 1, stderr: "etcd does not say who leads" });
  });
});
