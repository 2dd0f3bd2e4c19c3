import { componentFunction } from "./component-processes.ts";

/**
 * Defines a function of a shell, `wake_kubelet`: it closes the kubelet's own connection to its API server until a process
 * of the name $1 runs, at most 15 s. With etcd gone that API server lets requests hang for 34 s, and the kubelet, which
 * waits for one of them (removing the pod's mirror object), starts nothing meanwhile: it took 18, 28 and over 100 s
 * (measured); restarted it took 120 s, because it first waits for its node object. Closed, the call fails at once.
 */
export const wakeKubeletFunction = [
  componentFunction,
  'wake_kubelet() { for try in $(seq 30); do [ -n "$(component "$1")" ] && break',
  `for local in $(ss -tnpH state established dport = :6443 | grep '"kubelet"' | awk '{print $3}')`,
  `do ss -K src "\${local%:*}" sport = ":\${local##*:}" >/dev/null 2>&1; done`,
  "sleep 0.5; done; }",
].join("\n");
