import { describe, expect, it } from "vitest";
import { delayPeers, latePeersLook, reachPeers } from "../../../src/node-tools/late-peers.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const node = "kc-x-control-plane";
const peers = ["172.30.0.3", "172.30.0.4"];
/** The relay listens once it was begun, which is in the background. */
const listening = 'grep -q "^setsid" "$(dirname "$0")/calls" && echo LISTEN; exit 0';
const programs = { setsid: "exit 0", ss: listening, iptables: "exit 0", pkill: "exit 1" };

/** Which words `iptables` was given, without what all of them have. */
const rulesIn = (calls: readonly string[]) =>
  calls.filter((call) => call.startsWith("iptables")).map((call) => call.replace("iptables -w 5 -t ", ""));

describe("late peers", () => {
  it("have complete chains before connections meet them, and the relay before both", () => {
    const done = carriedOut(delayPeers(node, 50, peers), programs, { "/run": temporaryFolder() });
    expect([done.status, done.stderr]).toEqual([0, ""]);
    const rules = rulesIn(done.calls);
    expect(rules.slice(0, 2)).toEqual(["nat -N KIND-CHAOS-RELAY", "filter -N KIND-CHAOS-RELAY"]);
    expect(rules.slice(-2)).toEqual(["nat -I OUTPUT 1 -j KIND-CHAOS-RELAY", "filter -I OUTPUT 1 -j KIND-CHAOS-RELAY"]);
    for (const peer of peers)
      for (const rule of [
        `nat -A KIND-CHAOS-RELAY -p tcp -d ${peer} `,
        `filter -A KIND-CHAOS-RELAY -p tcp -d ${peer} `,
      ])
        expect(rules.filter((one) => one.startsWith(rule))).toHaveLength(1);
    const [relay] = done.calls.filter((call) => /^(setsid|iptables)/.test(call));
    expect(relay).toMatch(/^setsid perl -e/);
  });

  it("have no rule where no relay listens, and say what it said", () => {
    const silent = { ...programs, ss: "exit 0", sleep: "exit 0" };
    const none = carriedOut(delayPeers(node, 50, peers), silent, { "/run": temporaryFolder() });
    expect([none.status, none.stderr.trim(), rulesIn(none.calls)]).toEqual([1, "the relay does not listen", []]);
    const refused = { ...silent, setsid: "echo port 23800 cannot be had >&2" };
    const said = carriedOut(delayPeers(node, 50, peers), refused, { "/run": temporaryFolder() });
    expect([said.status, said.stderr.trim(), rulesIn(said.calls)]).toEqual([1, "port 23800 cannot be had", []]);
  });

  it("are reached directly before the relay ends; a rule that stays is an error", () => {
    const gone = { ...programs, iptables: 'case "$*" in *-D*) exit 1;; esac' };
    const done = carriedOut(reachPeers(node), gone, { "/run": temporaryFolder() });
    expect(done.status).toBe(0);
    expect(done.calls.at(-1)).toMatch(/^pkill -9 -f/);
    const stays = { ...programs, iptables: 'case "$*" in *-D*) exit 1;; *-S*) echo "-N KIND-CHAOS-RELAY";; esac' };
    const failed = carriedOut(reachPeers(node), stays, { "/run": temporaryFolder() });
    expect([failed.status, failed.stderr.trim()]).toEqual([1, "its rules are still there"]);
  });

  it("are looked for by the relay, its note and its rules", () => {
    const look = latePeersLook(node);
    const left = (stdout: string) => look.isLeft({ exitCode: 0, stdout, stderr: "" });
    expect([left(""), left("4711\n"), left("rules in nat\n")]).toEqual([false, true, true]);
    expect(look.mend).toEqual([reachPeers(node)]);
  });
});
