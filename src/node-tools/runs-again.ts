import type { Action } from "../model/action.ts";
import { manifestFolder, processName, type StaticPod, staticPodSchema } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { scriptWords } from "./script.ts";

/** Where each component tells without any certificate that it works; loopback, by whichever family it listens on. */
const healthOf: Readonly<Record<StaticPod, string>> = {
  etcd: "http://localhost:2381/health",
  "kube-apiserver": "https://localhost:6443/readyz",
  "kube-controller-manager": "https://localhost:10257/healthz",
  "kube-scheduler": "https://localhost:10259/healthz",
};

/** How long components get to run again, seconds: what kubeadm gives each (UpgradeManifestTimeout). */
const againSeconds = 300;

/** The same with what the last look may take, milliseconds. */
export const againMs = (againSeconds + 10) * 1_000;

/**
 * Defines a function of a shell, `runs_again`: it waits until a process of the component $1, whose processes are called
 * $2, runs in the version that its manifest names and tells at $3 that it works: asked with its own program, since the
 * kubelet may start another version's process once more meanwhile. All components of a command have one time together;
 * a manifest that names no version fails at once.
 */
export const runsAgainFunction = [
  componentFunction,
  "now() { cut -d. -f1 /proc/uptime; }",
  `end=$(($(now) + ${againSeconds}))`,
  `runs_again() { wanted=$(sed -nE 's/^[ -]*image: .*:v?([0-9]+\\.[0-9]+\\.[0-9]+).*/\\1/p' "${manifestFolder}/$1.yaml" | head -n 1)`,
  '[ -n "$wanted" ] || { echo "the manifest of $1 names no version" >&2; return 1; }',
  'while [ "$(now)" -lt "$end" ]; do pid=$(component "$2" | head -n 1)',
  'if [ -n "$pid" ] && "/proc/$pid/exe" --version 2>/dev/null | grep -qE "(^|[^0-9.])$wanted([^0-9]|$)"',
  // Who wants to know a name works; 403 is what an API server says until it has read who may ask.
  `then case $(curl -sk --max-time 2 -o /dev/null -w '%{http_code}' "$3") in (200|401) return 0;; esac; fi`,
  "sleep 1; done",
  'echo "$1 does not run in $wanted again" >&2; return 1; }',
].join("\n");

/** The words that it is called with for a component. */
export function runsAgainWords(component: StaticPod): string[] {
  return [component, processName(component), healthOf[component]];
}

const allRun = [runsAgainFunction, 'while [ $# -gt 0 ]; do runs_again "$1" "$2" "$3" || exit; shift 3; done'].join(
  "\n",
);

/**
 * Waits until components of a control plane, all unless some are named, run in the versions of their manifests: after a
 * restore the API tells of every pod and node what the snapshot has, which was Ready in the old version.
 */
export function awaitRuns(node: string, components: readonly StaticPod[] = staticPodSchema.options): Action {
  const words = components.flatMap(runsAgainWords);
  return { do: "exec", node, argv: scriptWords(allRun, ...words), timeoutMs: againMs };
}
