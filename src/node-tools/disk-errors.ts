import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** Where a kubelet keeps what etcd's containers have said (kubernetes pkg/kubelet/kuberuntime/helpers.go). */
const logs = "/var/log/pods/kube-system_etcd-*/etcd/*.log";

/**
 * Prints when etcd said last that its disk failed, as the runtime that keeps its words has it at the beginning of a line;
 * nothing where it never did. The words are the C library's for EIO, which Go has too (zerrors_linux_amd64.go).
 */
const last = [
  `set -- ${logs}; [ -e "$1" ] || { echo "etcd has no log here" >&2; exit 1; }`,
  `cat "$@" | sed -n 's/^\\([0-9TZ:.+-]*\\) .*input\\/output error.*/\\1/p' | sort | tail -n 1`,
].join("\n");

/** When etcd on a node said last that its disk failed, in a form that is greater the later it is; empty where it never did. */
export async function lastDiskError(runtime: NodeRuntime, node: string): Promise<string> {
  return (await runtime.look(node, scriptWords(last))).stdout.trim();
}
