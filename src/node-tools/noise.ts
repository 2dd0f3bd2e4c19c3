import type { Action } from "../model/action.ts";
import type { CommandLook } from "../model/leftover.ts";
import { clientObjects, ownLevel } from "./noise-objects.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";

/** Has what the client needs, from before anything is made for it until all is taken back. */
const folder = `${ownFolder}/noise`;

/** The word that the client is known by among the words of processes. */
const word = "kind-chaos-makes-noise";

// The bracket keeps a pattern from its own shell; the second one is that of the client's own requests.
const pattern = "[k]ind-chaos-makes-noise|[k]ind-chaos/noise/requests";

/** A client that nobody ends makes no more noise after so long, seconds. */
const longestSeconds = 900;

/**
 * Tells what all that is made for a node's client is called, and defines a function of a shell that is kubectl at this
 * node's own API server, by a name that kind has in its certificate.
 */
export const noiseFunctions = [
  "name=kind-chaos-noise-$(cat /proc/sys/kernel/hostname)",
  'k() { kubectl --kubeconfig /etc/kubernetes/admin.conf --server https://localhost:6443 --request-timeout=10s "$@"; }',
].join("\n");

/** What curl is told of one kind of request; the part in brackets makes as many of them as there are numbers. */
const request = (query: string, more: readonly string[]) => [
  `url = "https://localhost:6443/api/v1/namespaces/$name/configmaps?${query}"`,
  `header = "@${folder}/token"`,
  ...more,
  'cacert = "/etc/kubernetes/pki/ca.crt"',
  'output = "/dev/null"',
  'write-out = "%{http_code}\\n"',
  "max-time = 10",
  "silent",
];

const requests = [
  ...request("limit=100&noise=[1-$lists]", []),
  "next",
  ...request("noise=[1-$writes]", ['header = "Content-Type: application/json"', `data = "@${folder}/object"`]),
].join("\n");

/** All at once, $2 of them, each $1 ms, or as soon as the last of them were answered; every answer's code is kept. */
const loop = [
  `now() { read -r up rest </proc/uptime; echo "\${up%.*}\${up#*.}0"; }`,
  `end=$(($(now) + ${longestSeconds} * 1000))`,
  'while began=$(now) && [ "$began" -lt "$end" ]; do',
  `curl --parallel --parallel-max "$2" --config ${folder}/requests >>${folder}/answers 2>/dev/null`,
  "rest=$(($1 - $(now) + began))",
  '[ "$rest" -le 0 ] || sleep "$((rest / 1000)).$(printf %03d "$((rest % 1000))")"; done',
].join("\n");

/** Makes the client at the level $1, and leaves it running with the loop $4: $2 requests at once, each $3 ms. */
const begin = [
  noiseFunctions,
  `umask 077; mkdir -p ${folder} || exit`,
  'level=$1; [ "$1" != own ] || level=$name',
  `if [ "$1" = own ]; then k create -f - >/dev/null <<END || exit\n${ownLevel}\nEND\nfi`,
  `k create -f - >/dev/null <<END || exit\n${clientObjects}\nEND`,
  'token=$(k create token noise --namespace "$name" --duration 1h) || exit',
  `echo "Authorization: Bearer $token" >${folder}/token || exit`,
  `echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"noise-"},"data":{"noise":"noise"}}' >${folder}/object`,
  "lists=$((($2 + 1) / 2)) writes=$(($2 / 2))",
  `cat >${folder}/requests <<END || exit\n${requests.replaceAll("\\n", "\\\\n")}\nEND`,
  `: >${folder}/answers`,
  `setsid sh -c "$4" ${word} "$3" "$2" </dev/null >/dev/null 2>&1 &`,
].join("\n");

/** Ends the client, and takes away all that was made for it, with what it wrote; nothing where none was begun. */
const endAll = [
  `pkill -9 -f "${pattern}"; [ $? -le 1 ] || exit 2`,
  `[ -d ${folder} ] || exit 0`,
  noiseFunctions,
  'k delete flowschemas,prioritylevelconfigurations,namespaces "$name" --ignore-not-found --wait=false >/dev/null || exit',
  `rm -rf ${folder}`,
].join("\n");

const left = `pgrep -f "${pattern}"; [ $? -le 1 ] || exit 2; [ ! -d ${folder} ] || echo ${folder}`;

/** How a noisy client asks. */
export interface Noise {
  /** The priority level of its flow; "own" is one that refuses what has no place. */
  readonly level: string;
  readonly atOnce: number;
  readonly everyMs: number;
}

/** Makes a client with an identity of its own that floods the API server of a node. */
export function makeNoise(node: string, { level, atOnce, everyMs }: Noise): Action {
  const words = [level, String(atOnce), String(everyMs), loop];
  return { do: "exec", node, argv: scriptWords(begin, ...words), timeoutMs: 60_000 };
}

/** Ends it and takes away what it wrote. */
export function endNoise(node: string): Action {
  return { do: "exec", node, argv: scriptWords(endAll), timeoutMs: 60_000 };
}

/** A client that makes noise still, or what was made for one. */
export function noiseLook(node: string): CommandLook {
  return {
    what: "a noisy client, or what was made for it",
    node,
    argv: scriptWords(left),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [endNoise(node)],
  };
}

/**
 * Prints whether the client runs, how many of its answers said that something was written or refused, and how many seconds
 * ago the last one came; nothing of it where none of the last $1 requests had one.
 */
export const noiseAnswers = [
  `pgrep -f "${pattern}" >/dev/null; code=$?; [ $code -le 1 ] || exit 2; [ $code = 1 ] || echo running`,
  `[ ! -e ${folder}/answers ] || sed -n 's/^201$/written/p; s/^429$/refused/p' ${folder}/answers | sort | uniq -c`,
  `tail -n "$1" ${folder}/answers 2>/dev/null | grep -qvx 000 && echo "silent $(($(date +%s) - $(stat -c %Y ${folder}/answers)))"`,
].join("\n");
