import { processWords } from "./processes.ts";

/**
 * The end of the control group of a container in a pod that the API made, whose uid has dashes (underscores where systemd
 * names it), an extended regular expression. The uid of a static pod is a digest without any (kubelet,
 * pkg/kubelet/config/common.go), and an external etcd runs in no pod. What stands before, as the pod in which a whole
 * cluster runs, does not count.
 */
export const apiPod = "pod[0-9a-f]{8}[-_][0-9a-f]{4}[-_][^/]*/[^/]*$";

/**
 * Defines a function of a shell, `component`: it prints the numbers of the processes of the name $1, an extended regular
 * expression of the 15 characters that the kernel keeps, that are a node's own. An application may have processes of the
 * same name, an etcd for example. It returns another code than 0 where it could not look.
 */
export const componentFunction = [
  `component() { all=$(pgrep -x "$1"); code=$?; [ $code -le 1 ] || return $code`,
  `for one in $all; do grep -qE '${apiPod}' "/proc/$one/cgroup" 2>/dev/null; code=$?`,
  `case $code in (0) ;; (1) echo $one;; (*) [ ! -e "/proc/$one" ] || return 2;; esac; done; }`,
].join("; ");

/** The words of the command that lists a node's own processes of a name, an extended regular expression. */
export function componentWords(name: string): string[] {
  return processWords(name, `${componentFunction}; component "$1"`);
}
