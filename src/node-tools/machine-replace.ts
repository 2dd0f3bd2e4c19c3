import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import type { CommandLook } from "../model/leftover.ts";
import { memberHost } from "../model/node-addresses.ts";
import { processName, staticPodSchema } from "./component.ts";
import { limitOf } from "./deadline.ts";
import { finishMachine, forgetMachine, joinMachine, makeToken, takeTokenBack } from "./machine-join.ts";
import { loseMachine, machineFolder, mustBeWhole, noteMachine, wipeMachine } from "./machine-loss.ts";
import { scriptWords } from "./script.ts";

/** What of a control plane is all control planes' own; everything else kubeadm makes anew (kubeadm, high availability). */
const shared = ["ca", "front-proxy-ca", "etcd/ca"]
  .flatMap((name) => [`${name}.crt`, `${name}.key`])
  .concat("sa.pub", "sa.key")
  .map((file) => `/etc/kubernetes/pki/${file}`);

/** Where it stands what was lost, from before anything is done until the new one is whole, on the node and on its helper. */
function noteOf({ name }: Node): string {
  return `${machineFolder}/${name}`;
}

/**
 * Time for what is not kubeadm's (the commands ask for 110 s by themselves), and for its join: it waits up to 5 min for a
 * kubelet by itself. Either waits up to 100 s before that for who heals the same; milliseconds.
 */
const [limitMs, joinMs] = [240_000, 420_000];

/** How long it is looked for evidence that it was done, milliseconds; the same as of every procedure. */
const proofMs = 40_000;

/** All of it, as parts of the work. */
interface Parts {
  /** That no other one is half replaced, and then the note. */
  readonly noteIt: readonly Action[];
  readonly lose: Action;
  readonly wipeAgain: Action;
  /** A new machine in its place, also where another has begun it. */
  readonly replace: readonly Action[];
}

function partsOf(node: Node, cluster: Cluster): Parts {
  const others = controlPlanes(cluster).filter(({ name }) => name !== node.name);
  // Where there is no other the first of the commands fails.
  const [helper = node] = others;
  const note = noteOf(node);
  const shell = (at: Node, part: string, script: string, ...words: readonly string[]): Action => {
    const timeoutMs = script === joinMachine ? joinMs : limitMs;
    return { do: "exec", node: at.name, argv: scriptWords(script, note, ...words), timeoutMs, part };
  };
  const copy = (path: string, from: Node, to: Node): Action => ({ do: "copy", from: from.name, node: to.name, path });
  const members = others.map((other) => `https://${memberHost(other)}:2379`).join(",");
  const processes = staticPodSchema.options.map(processName).join("|");
  return {
    noteIt: [
      ...[...others, node].map(({ name }): Action => ({ do: "exec", node: name, argv: scriptWords(mustBeWhole) })),
      shell(node, "the node noted", noteMachine, node.name, String(others.length + 1)),
    ],
    lose: shell(node, "the node lost", loseMachine, processes),
    wipeAgain: shell(node, "what is left of it taken away", wipeMachine, processes),
    replace: [
      { do: "exec", node: helper.name, argv: ["mkdir", "-p", machineFolder] },
      copy(note, node, helper),
      shell(
        helper,
        "its member and its Node removed",
        forgetMachine,
        node.name,
        members,
        `https://${memberHost(node)}:2380`,
      ),
      shell(helper, "a token made", makeToken),
      ...[`${note}.token`, ...shared].map((path) => copy(path, helper, node)),
      shell(node, "a new node joined", joinMachine),
      shell(helper, "the token taken back", takeTokenBack),
      shell(node, "whole again", finishMachine, node.name),
    ],
  };
}

/** Loses a control plane with all that was kubeadm's on it, and puts a new one of the same name in its place. */
export function replaceMachine(node: Node, cluster: Cluster): Action[] {
  const parts = partsOf(node, cluster);
  return [...parts.noteIt, parts.lose, ...parts.replace];
}

/** How long all of it may take with its proof, milliseconds. */
export function replaceMs(cluster: Cluster): number {
  const [first] = controlPlanes(cluster);
  return (first === undefined ? 0 : limitOf(replaceMachine(first, cluster))) + proofMs;
}

/** A control plane that was noted or lost, and is not whole again; what has its data still goes on as it is. */
export function machineLook(node: Node, cluster: Cluster): CommandLook {
  const parts = partsOf(node, cluster);
  return {
    what: "a control plane that is half replaced",
    node: node.name,
    argv: ["test", "-e", noteOf(node)],
    exits: [0, 1],
    isLeft: ({ exitCode }) => exitCode === 0,
    mend: [parts.wipeAgain, ...parts.replace],
    mendTries: 3,
  };
}
