import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { defineFault, type Evidence, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedSerial } from "../node-tools/captured.ts";
import {
  manifestFolder as manifests,
  movedManifestLook,
  processName,
  stashFolder as stash,
  staticPodSchema,
} from "../node-tools/component.ts";
import { componentFunction } from "../node-tools/component-processes.ts";
import {
  captureComponents,
  capturedComponents,
  componentsEnded,
  componentsRun,
} from "../node-tools/components-replaced.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { scriptWords } from "../node-tools/script.ts";
import { judgeShown, shownCertificate } from "../node-tools/serving-certificate.ts";

/** Static pods that read their certificates when they start, as the kernel names their processes. */
const processes = staticPodSchema.options.map(processName).join("|");

/**
 * How long the kubelet gets to end static pods whose manifests are gone, seconds: it looks every 20 s
 * (fileCheckFrequency), and gives them 30 s.
 */
const endSeconds = 70;

/** How long they get to run again, seconds. */
const startSeconds = 90;

/**
 * Takes the manifests away, waits until none of the processes $1 runs, and puts them back, as kubeadm's documentation has
 * it; then waits until the API server answers.
 */
const restart = [
  componentFunction,
  `mkdir -p ${stash} && mv ${manifests}/*.yaml ${stash}/ || exit`,
  `for try in $(seq ${endSeconds * 2}); do left=$(component "$1") || left="nobody could look"; [ -n "$left" ] || break; sleep 0.5; done`,
  `mv ${stash}/*.yaml ${manifests}/ && rmdir ${stash} || exit`,
  '[ -z "$left" ] || { echo "still runs: $left" >&2; exit 1; }',
  `for try in $(seq ${startSeconds * 2}); do`,
  `[ "$(curl -sk --max-time 3 https://localhost:6443/readyz)" != ok ] || exit 0; sleep 0.5; done`,
  "echo 'the API server is not ready' >&2; exit 1",
].join("\n");

/** Renews all certificates of the targets' control planes as kubeadm does, and restarts what reads them. */
export function certificateRenewal(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

const definition = defineFault({
  name: "certificate-renewal",
  summary: "a control plane's certificates, renewed with kubeadm; its static pods restarted",
  breaks:
    "Nothing by force: all certificates of a control plane are renewed with kubeadm, and the static pods that read them " +
    "when they start are restarted at once, by taking their manifests away until they have ended.",
  fromOutside:
    "Its API server, etcd member, controller manager and scheduler end in order and are gone until the kubelet has " +
    "started them again; the API server then shows another certificate.",
  evidence:
    "A new connection to the node's own API server is shown another certificate, which is in date; and none of the very " +
    "processes of its components is left that ran before.",
  targetRoles: ["control-plane"],
  sustained: false,
  lasting: "the certificates from before are not put back",
  describe: () => "all certificates renewed with kubeadm, static pods restarted",
  capture: async (runtime, { node }) => {
    const shown = await shownCertificate(runtime, node.name);
    if (shown === undefined)
      throw new PlatformError("target-down", `${node.name} has no API server whose certificate could be renewed`);
    return { serial: shown.serial, ...(await captureComponents(runtime, node.name)) };
  },
  captured: capturedComponents.extend({ serial: capturedSerial }),
  inject: ({ node }): Action[] => [
    { do: "exec", node: node.name, argv: ["kubeadm", "certs", "renew", "all"], timeoutMs: 60_000 },
    {
      do: "exec",
      node: node.name,
      argv: scriptWords(restart, processes),
      timeoutMs: (endSeconds + startSeconds + 60) * 1_000,
    },
  ],
  undo: ({ node }) => movedManifestLook(node.name).mend,
  // An API server shows a new certificate without any restart, and the other components show none: their processes tell.
  active: async (runtime, { node }, _params, captured) => {
    const shown = judgeShown(
      await shownCertificate(runtime, node.name),
      ({ serial, isOver }) => !isOver && serial !== captured.serial,
    );
    return both(shown, await componentsEnded(runtime, node.name, captured));
  },
  healed: async (runtime, { node }, _params, captured) => {
    if (await isLeft(runtime, movedManifestLook(node.name)))
      return { proven: false, detail: "manifests are still away" };
    const shown = judgeShown(await shownCertificate(runtime, node.name), ({ isOver }) => !isOver);
    return both(shown, await componentsRun(runtime, node.name, captured));
  },
  leftovers: ({ node }) => [movedManifestLook(node.name)],
});

export default definition;

function both(one: Evidence, other: Evidence): Evidence {
  return { proven: one.proven && other.proven, detail: `${one.detail}; ${other.detail}` };
}
