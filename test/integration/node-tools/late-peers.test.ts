import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { canFilter } from "../../../src/calibration/packet-filter.ts";
import type { Action } from "../../../src/model/action.ts";
import { delayPeers, latePeersLook, reachPeers } from "../../../src/node-tools/late-peers.ts";

/** What a peer at 127.0.0.2 is, which says again what it is told. */
const peer = `
use strict; use IO::Socket::INET; $| = 1; system("ip link set lo up") == 0 or die;
my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.2", LocalPort => 2380, Listen => 9, ReuseAddr => 1) or die;
print "ready\\n";
while (my $one = $server->accept) { next if fork; while (sysread($one, my $data, 65536)) { syswrite($one, $data) } exit }
`;

/** Says a word to the peer on a connection that it keeps, or on a new one, and how many milliseconds the answer took. */
const client = `
use strict; use IO::Socket::INET; use Time::HiRes qw(time); $| = 1; my $one;
while (<STDIN>) {
  $one = undef if /new/; my $began = time;
  $one ||= IO::Socket::INET->new(PeerAddr => "127.0.0.2", PeerPort => 2380);
  my $got = $one && syswrite($one, "word") && sysread($one, my $data, 9);
  print $got ? int(1000 * (time - $began)) : "none", "\\n";
}
`;

/**
 * Namespaces of its own, of networks and of processes: rules in it are met by nobody else, no relay of another is ended, and
 * whatever runs in it ends with it.
 */
let owner: ChildProcess;
const namespaces = ["--net", "--pid", "--mount"];
afterEach(() => void owner.kill("SIGKILL"));

/** The words that run something in them. */
function inside(...argv: readonly string[]): string[] {
  const first = readFileSync(`/proc/${owner.pid}/task/${owner.pid}/children`, "utf8").trim();
  return ["--target", first, ...namespaces, ...argv];
}

function within(...argv: readonly string[]) {
  return spawnSync("nsenter", inside(...argv), { encoding: "utf8" });
}

function carryOut(action: Action): void {
  if (action.do !== "exec") throw new Error("this is no command");
  expect(within(...action.argv)).toMatchObject({ status: 0 });
}

function isLeft(): boolean {
  const { status, stdout, stderr } = within(...latePeersLook("node").argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return latePeersLook("node").isLeft({ exitCode: 0, stdout, stderr });
}

/** By how much they are late each way, milliseconds: so much that a busy machine is not taken for them. */
const lateMs = 1_000;

describe.runIf(canFilter())("late peers", () => {
  it("are late on connections that are made anew, which all are, and not a moment longer", async () => {
    const apart = [...namespaces, "--fork", "--kill-child", "--mount-proc"];
    owner = spawn("unshare", [...apart, "perl", "-e", peer], { stdio: ["ignore", "pipe", "inherit"] });
    if (owner.stdout === null) throw new Error("the peer says nothing");
    await createInterface({ input: owner.stdout })[Symbol.asyncIterator]().next();
    const talker = spawn("nsenter", inside("perl", "-e", client));
    const answers = createInterface({ input: talker.stdout })[Symbol.asyncIterator]();
    const ask = async (how: "kept" | "new") => {
      talker.stdin.write(`${how}\n`);
      return String((await answers.next()).value);
    };
    expect(Number(await ask("new"))).toBeLessThan(lateMs);
    carryOut(delayPeers("node", lateMs, ["127.0.0.2"]));
    expect(isLeft()).toBe(true);
    expect(await ask("kept")).toBe("none");
    expect(Number(await ask("new"))).toBeGreaterThanOrEqual(2 * lateMs);
    expect(Number(await ask("kept"))).toBeGreaterThanOrEqual(2 * lateMs);
    carryOut(reachPeers("node"));
    carryOut(reachPeers("node"));
    expect(isLeft()).toBe(false);
    expect(await ask("kept")).toBe("none");
    expect(Number(await ask("new"))).toBeLessThan(lateMs);
  });
});
