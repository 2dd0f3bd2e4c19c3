import { z } from "zod";
import type { Action } from "../model/action.ts";
import { etcdNodes } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedNumber } from "../node-tools/captured.ts";
import { componentFunction } from "../node-tools/component-processes.ts";
import { etcdFunctions } from "../node-tools/etcd-tools.ts";
import { ownFolder } from "../node-tools/own-folder.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Above this a fill takes minutes and gigabytes of each node, bytes. */
const largestQuota = 256 * 2 ** 20;

/** Below etcd's default limit of one request, 1.5 MiB (etcd server/embed/config.go). */
const valueBytes = 1_000_000;

const keys = "/kind-chaos/fill/";

/** Says that the keys and alarms are this fault's, from before it begins until all is taken back; keeps a refusal. */
const note = `${ownFolder}/fill`;

/** Fills etcd up to its quota through the target's member until the fault is over. */
export function etcdQuotaExceeded(on: TargetSpec = { role: "etcd-leader" }): FaultSpec {
  return faultOn(definition, on, {});
}

const fill = [
  etcdFunctions,
  `mkdir -p ${ownFolder} && : >${note} || exit`,
  // As many as fit twice: what was there before takes some of the room, and the loop ends with the first refusal.
  `for n in $(seq "$1"); do head -c ${valueBytes} /dev/zero | tr '\\0' x | etcd put ${keys}$n >/dev/null 2>${note} || break; done`,
  `grep -q 'space exceeded' ${note}`,
].join("\n");

/**
 * Takes away what a fill has left, where there is any: its keys, their room, and the alarms for want of space, of which
 * none was raised before it; an alarm CORRUPT is never this fault's.
 */
const empty = [
  etcdFunctions,
  `keys=$(etcd get --prefix ${keys} --keys-only --limit 1) || exit`,
  `[ -n "$keys" ] || [ -e ${note} ] || exit 0`,
  `etcd del --prefix ${keys} >/dev/null || exit`,
  "revision=$(etcd endpoint status -w json | grep -o '\"revision\":[0-9]*' | cut -d: -f2)",
  // Compacted already, by the API server for example, is what was wanted.
  "etcd compact --physical $revision >/dev/null 2>&1",
  "etcd defrag --cluster >/dev/null || exit",
  "disarm_space || exit",
  "alarms=$(etcd alarm list) || exit",
  'case $alarms in *NOSPACE*) echo "still raised: $alarms" >&2; exit 1;; esac',
  `rm -f ${note}`,
].join("\n");

/** Prints what is left of a fill: keys, and the note of it; nothing where nothing is. */
const remains = [
  etcdFunctions,
  `etcd get --prefix ${keys} --keys-only --limit 1 || exit 2`,
  `[ ! -e ${note} ] || echo ${note}`,
].join("\n");

const alarmList = `${etcdFunctions}\netcd alarm list`;

const probe = `${etcdFunctions}\netcd put ${keys}probe x && etcd del ${keys}probe`;

/** How the script below ends where no etcd runs. */
const noEtcd = 3;

/** Prints the quota that etcd was started with. */
const quota = [
  `${componentFunction}; pids=$(component etcd) || exit; pid=$(echo "$pids" | head -n 1); [ -n "$pid" ] || exit ${noEtcd}`,
  `flags=$(tr '\\0' '\\n' </proc/$pid/cmdline) && [ -n "$flags" ] || exit ${noEtcd}`,
  `echo "$flags" | sed -n 's/^--quota-backend-bytes=//p'`,
].join("\n");

/** The bytes that etcd's data may take; throws PlatformError "target-unfit" where they are too many, or not known. */
async function readQuota(runtime: NodeRuntime, node: string): Promise<string> {
  const { exitCode, stdout } = await runtime.look(node, scriptWords(quota), { exits: [0, noEtcd] });
  if (exitCode === noEtcd) throw new PlatformError("target-down", `no quota could be read: no etcd runs on ${node}`);
  const bytes = stdout.trim();
  if (/^\d+$/.test(bytes) && Number(bytes) > 0 && Number(bytes) <= largestQuota) return bytes;
  throw new PlatformError("target-unfit", `etcd on ${node} has a quota of ${bytes || "2 GiB"}: too much to fill`);
}

function emptyAgain(node: string): Action {
  return { do: "exec", node, argv: scriptWords(empty), timeoutMs: 120_000 };
}

async function alarms(runtime: NodeRuntime, node: string): Promise<string> {
  return (await runtime.look(node, scriptWords(alarmList))).stdout.trim();
}

/** Whether a write of one small key is acknowledged, whether it is refused for want of space, and the words for it. */
async function write(runtime: NodeRuntime, node: string): Promise<{ ok: boolean; full: boolean; detail: string }> {
  // etcdctl ends with 1 where the member refuses.
  const { exitCode, stderr } = await runtime.look(node, scriptWords(probe), { exits: [0, 1] });
  const refusal = /etcdserver: [a-z: ]+/.exec(stderr)?.[0] ?? stderr.trim().split("\n").at(-1) ?? "";
  const ok = exitCode === 0;
  return { ok, full: !ok && /space exceeded/.test(refusal), detail: ok ? "acknowledged" : `refused (${refusal})` };
}

const definition = defineFault({
  name: "etcd-quota-exceeded",
  summary: "etcd's database, filled to its quota",
  breaks:
    "The space of etcd: its database is filled up to its quota, as a runaway controller does. The members raise the " +
    "alarm NOSPACE.",
  fromOutside:
    'Every write is refused with "database space exceeded", reads and deletions go on; leases cannot be renewed, ' +
    "so that controller manager and scheduler give up their leadership. It stays so until keys are removed, " +
    "compacted, defragmented, and the alarm disarmed: which is what the undo does.",
  evidence: "The alarm NOSPACE is raised, and a write is refused.",
  targetRoles: ["control-plane"],
  sustained: true,
  describe: () => "etcd filled up to its quota",
  unsupported: ({ settings }) => {
    const bytes = settings?.etcd.quotaBytes;
    if (bytes === undefined || bytes <= largestQuota) return undefined;
    return `etcd's quota is ${bytes} bytes: choose a topology that sets quota-backend-bytes to at most ${largestQuota}`;
  },
  capture: async (runtime, { node }) => {
    const bytes = await readQuota(runtime, node.name);
    if ((await alarms(runtime, node.name)) !== "")
      throw new PlatformError("target-down", `an alarm of etcd is raised already on ${node.name}`);
    return { quota: bytes };
  },
  captured: z.strictObject({ quota: capturedNumber }),
  inject: ({ node }, _params, captured) => {
    const values = Math.ceil((2 * Number(captured.quota ?? largestQuota)) / valueBytes);
    return [{ do: "exec", node: node.name, argv: scriptWords(fill, String(values)), timeoutMs: 180_000 }];
  },
  undo: ({ node }) => [emptyAgain(node.name)],
  active: async (runtime, { node }) => {
    const raised = await alarms(runtime, node.name);
    const { full, detail } = await write(runtime, node.name);
    return {
      proven: raised.includes("NOSPACE") && full,
      detail: `alarms: ${raised.replaceAll("\n", ", ") || "none"}; a write is ${detail}`,
    };
  },
  healed: async (runtime, { node }) => {
    const raised = await alarms(runtime, node.name);
    const { ok, detail } = await write(runtime, node.name);
    return {
      proven: !raised.includes("NOSPACE") && ok,
      detail: `alarms: ${raised || "none"}; a write is ${detail}`,
    };
  },
  leftovers: ({ node, cluster }) => {
    const look = {
      what: "a full etcd: keys of the fill, or the note of one",
      node: node.name,
      argv: scriptWords(remains),
      isLeft: ({ stdout }: ExecResult) => stdout.trim() !== "",
      mend: [emptyAgain(node.name)],
    };
    return etcdNodes(cluster).some(({ name }) => name === node.name) ? [look] : [];
  },
});

export default definition;
