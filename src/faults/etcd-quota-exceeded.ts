import { etcdNodes } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ExecResult, NodeRuntime } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { etcdctl } from "../node-tools/etcd-tools.ts";

/** Above this a fill takes minutes and gigabytes of each node, bytes. */
const largestQuota = 256 * 2 ** 20;

/** Below etcd's default limit of one request, 1.5 MiB (etcd server/embed/config.go). */
const valueBytes = 1_000_000;

const keys = "/kind-chaos/fill/";

/** Fills etcd up to its quota through the target's member until the fault is over. */
export function etcdQuotaExceeded(on: TargetSpec = { role: "etcd-leader" }): FaultSpec {
  return faultOn(definition, on, {});
}

/**
 * Begins a script with a function that calls etcdctl against this node's own member. The function does not have the
 * program's own name, because the shell would then call the function for it.
 */
const withEtcd = `etcd() { ${etcdctl()} "$@"; }`;

const fill = [
  withEtcd,
  // As many as fit twice: what was there before takes some of the room, and the loop ends with the first refusal.
  `for n in $(seq $1); do head -c ${valueBytes} /dev/zero | tr '\\0' x | etcd put ${keys}$n >/dev/null 2>/tmp/kind-chaos-fill || break; done`,
  "grep -q 'space exceeded' /tmp/kind-chaos-fill",
].join("; ");

const empty = [
  withEtcd,
  "rm -f /tmp/kind-chaos-fill",
  `etcd del --prefix ${keys} >/dev/null`,
  "revision=$(etcd endpoint status -w json | grep -o '\"revision\":[0-9]*' | cut -d: -f2)",
  // Compacted already, by the API server for example, is what was wanted.
  "etcd compact --physical $revision >/dev/null 2>&1",
  "etcd defrag --cluster >/dev/null",
  "etcd alarm disarm >/dev/null",
  '[ -z "$(etcd alarm list)" ]',
].join("; ");

/** Prints what is left of a fill: alarms, keys, the note of the first refusal; nothing where nothing is. */
const remains = [
  withEtcd,
  `etcd alarm list && etcd get --prefix ${keys} --keys-only --limit 1 && { ls /tmp/kind-chaos-fill 2>/dev/null; true; }`,
].join("; ");

const quota = `tr '\\0' '\\n' < /proc/$(pgrep -ox etcd)/cmdline | sed -n 's/^--quota-backend-bytes=//p'`;

async function alarms(runtime: NodeRuntime, node: string): Promise<string> {
  return (await runtime.look(node, ["sh", "-c", `${withEtcd}; etcd alarm list`])).stdout.trim();
}

/** Whether a write of one small key is acknowledged, whether it is refused for want of space, and the words for it. */
async function write(runtime: NodeRuntime, node: string): Promise<{ ok: boolean; full: boolean; detail: string }> {
  const script = `${withEtcd}; etcd put ${keys}probe x && etcd del ${keys}probe`;
  // etcdctl ends with 1 where the member refuses.
  const { exitCode, stderr } = await runtime.look(node, ["sh", "-c", script], { exits: [0, 1] });
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
    const bytes = (await runtime.look(node.name, ["sh", "-c", quota])).stdout.trim();
    if (bytes === "" || Number(bytes) > largestQuota)
      throw new PlatformError(
        "target-unfit",
        `etcd on ${node.name} has a quota of ${bytes || "2 GiB"}: too much to fill`,
      );
    if ((await alarms(runtime, node.name)) !== "")
      throw new PlatformError("target-down", `an alarm of etcd is raised already on ${node.name}`);
    return { quota: bytes };
  },
  inject: ({ node }, _params, captured) => {
    const values = Math.ceil((2 * Number(captured.quota ?? largestQuota)) / valueBytes);
    return [{ do: "exec", node: node.name, argv: ["sh", "-c", fill, "fill", String(values)], timeoutMs: 180_000 }];
  },
  undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["sh", "-c", empty], timeoutMs: 120_000 }],
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
      proven: raised === "" && ok,
      detail: `alarms: ${raised || "none"}; a write is ${detail}`,
    };
  },
  leftovers: ({ node, cluster }) => {
    const look = {
      what: "a full etcd: an alarm or keys of the fill",
      node: node.name,
      argv: ["sh", "-c", remains],
      isLeft: ({ stdout }: ExecResult) => stdout.trim() !== "",
    };
    return etcdNodes(cluster).some(({ name }) => name === node.name) ? [look] : [];
  },
});

export default definition;
