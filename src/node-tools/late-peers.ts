import type { Action } from "../model/action.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { peerRelay } from "./peer-relay.ts";
import { scriptWords } from "./script.ts";

/** Has what the relay complains of, from before it begins until all is taken back. */
const note = "/run/kind-chaos-peer-relay";

/** The word that a relay is known by among the words of processes. */
const word = "kind-chaos-relays-peers";

// The bracket keeps a pattern from its own shell.
const pattern = "[k]ind-chaos-relays-peers";

/** Where the relay listens on loopback; nothing of a node does. */
const port = 23_800;

/** etcd's port for its peers (kubeadm's, and etcd's own default). */
const peerPort = 2_380;

/** The mark of the relay's own connections, "KC": rules spare them. */
const mark = 0x4b_43;

/** The chain of both tables. */
const chain = "KIND-CHAOS-RELAY";

const table = `table() { iptables -w 5 -t "$@"; }`;

/** Takes the rules away first: what is connected afterwards needs no relay. */
const end = [
  table,
  "if command -v iptables >/dev/null; then for one in nat filter",
  `do while table $one -D OUTPUT -j ${chain} 2>/dev/null; do :; done`,
  `table $one -F ${chain} 2>/dev/null; table $one -X ${chain} 2>/dev/null`,
  `rules=$(table $one -S) || exit; case "$rules" in *${chain}*) echo "its rules are still there" >&2; exit 1;; esac; done; fi`,
  `pkill -9 -f "${pattern}"; [ $? -le 1 ] || exit 2`,
  `rm -f ${note}`,
].join("\n");

/**
 * Leaves the relay $2 running with a delay of $1 ms, and leads to it what this node connects to its peers from now on, the
 * addresses $3 and following; what is connected already is reset, so that etcd connects anew. The chains are complete
 * before connections meet them.
 */
const begin = [
  table,
  `: >${note} || exit`,
  `setsid perl -e "$2" ${word} ${port} "$1" ${mark} </dev/null >/dev/null 2>${note} &`,
  "for try in $(seq 100)",
  `do [ ! -s ${note} ] || { cat ${note} >&2; exit 1; }`,
  `[ -z "$(ss -Hltn sport = :${port})" ] || break; sleep 0.05; done`,
  `[ -n "$(ss -Hltn sport = :${port})" ] || { echo "the relay does not listen" >&2; exit 1; }`,
  "shift 2",
  `table nat -N ${chain} && table filter -N ${chain} || exit`,
  `for peer in "$@"; do own="-A ${chain} -p tcp -d $peer --dport ${peerPort} -m mark ! --mark ${mark} -j"`,
  `table nat $own REDIRECT --to-ports ${port} && table filter $own REJECT --reject-with tcp-reset || exit; done`,
  `table nat -I OUTPUT 1 -j ${chain} && table filter -I OUTPUT 1 -j ${chain}`,
].join("\n");

const left = [
  table,
  `pgrep -f "${pattern}"; [ $? -le 1 ] || exit 2; [ ! -e ${note} ] || echo ${note}`,
  "command -v iptables >/dev/null || exit 0",
  `for one in nat filter; do rules=$(table $one -S) || exit 2; case "$rules" in *${chain}*) echo "rules in $one";; esac; done`,
].join("\n");

const pki = "/etc/kubernetes/pki/etcd";

/**
 * Prints how many connections go through the relay, and of each peer at the addresses $1 and following how long it took
 * to answer on a new connection, seconds, and with which status. HTTP/1.1: a peer offers HTTP/2 in its handshake, and
 * breaks it off (etcd 3.7).
 */
const ask = [
  `through=$(ss -Htn state established sport = :${port}) || exit`,
  `echo "through $(echo "$through" | grep -c .)"`,
  `for peer in "$@"; do curl -s --http1.1 --cacert ${pki}/ca.crt --cert ${pki}/peer.crt --key ${pki}/peer.key --max-time 5 -o /dev/null`,
  `-w 'took %{time_starttransfer} %{http_code}\\n' "https://$peer:${peerPort}/version" || true; done`,
]
  .join("\n")
  .replace("/dev/null\n-w", "/dev/null -w");

/** How a node reaches its peers. */
export interface PeerWays {
  /** Connections that go through the relay. */
  readonly through: number;
  /** How long each peer that answered took to answer a new connection, milliseconds. */
  readonly tookMs: readonly number[];
}

/** Makes what a node exchanges with its peers, on connections that it makes itself, so many milliseconds late each way. */
export function delayPeers(node: string, delayMs: number, peers: readonly string[]): Action {
  return { do: "exec", node, argv: scriptWords(begin, String(delayMs), peerRelay, ...peers) };
}

/** Lets a node reach its peers directly. */
export function reachPeers(node: string): Action {
  return { do: "exec", node, argv: scriptWords(end) };
}

/** How a node reaches its peers, seen by connections of its own. */
export async function peerWaysOf(runtime: NodeRuntime, node: string, peers: readonly string[]): Promise<PeerWays> {
  const { stdout } = await runtime.look(node, scriptWords(ask, ...peers));
  const lines = stdout.split("\n").map((line) => line.split(" "));
  const through = lines.find(([what]) => what === "through")?.[1];
  // One that was broken off has a time, too, and no status.
  const answered = lines.filter(([what, , status]) => what === "took" && status === "200");
  return { through: Number(through ?? 0), tookMs: answered.map(([, seconds]) => Math.round(Number(seconds) * 1_000)) };
}

/** A relay before etcd's peers, or rules that lead to one. */
export function latePeersLook(node: string): CommandLook {
  return {
    what: "a relay before etcd's peers, or rules that lead to it",
    node,
    argv: scriptWords(left),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [reachPeers(node)],
  };
}
