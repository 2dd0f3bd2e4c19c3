import { controlPlanes } from "../model/cluster.ts";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { memberReplaced } from "../node-tools/etcd-members.ts";
import { replacedMachine } from "../node-tools/machine-loss.ts";
import { machineLook, replaceMachine, replaceMs } from "../node-tools/machine-replace.ts";
import { ownServerFunctions } from "../node-tools/own-server.ts";
import { scriptWords } from "../node-tools/script.ts";

/** Loses the target with all that it had as a control plane, and puts a new one in its place. */
export function controlPlaneReplace(on: TargetSpec): ProcedureSpec {
  return procedureOn(definition, on, {});
}

/**
 * Prints what the control plane of the name $1 had before it was replaced, "was uid …", and what it has, "has uid …";
 * and the status of its own API server, as kubeadm's probe asks for it.
 */
const look = [
  ownServerFunctions,
  `[ ! -e ${replacedMachine} ] || sed -n '/^\\(uid\\|certificate\\) /s/^/was /p' ${replacedMachine}`,
  `echo "has uid $(k get node "$1" -o 'jsonpath={.metadata.uid}' 2>/dev/null)"`,
  `echo "has certificate $(sha256sum </etc/kubernetes/pki/apiserver.crt 2>/dev/null | cut -d' ' -f1)"`,
  'echo "readyz $(readyz)"',
].join("\n");

const definition = defineProcedure({
  name: "control-plane-replace",
  summary:
    "a control plane lost for good and replaced by a new one: its etcd member and its Node removed, joined with kubeadm",
  fromOutside:
    "All that runs there ends at once, and all that it kept is gone. The others go on, and have nobody to lose any more " +
    "until the new one has joined; the load balancer sends nobody there meanwhile.",
  describe: () => "control plane lost for good, and replaced by a new one of its name",
  losesMember: true,
  actions: ({ node, cluster }) => replaceMachine(node, cluster),
  isStretch: true,
  // Measured on 2 cores: 28 to 40 s from the first command until all was whole.
  usualMs: 34_000,
  takesMs: replaceMs,
  restarts: ({ node }) => [node],
  lasting: "another Node, other certificates and another etcd member are in the place of those it had",
  done: async (runtime, context) => {
    const member = await memberReplaced(runtime, context);
    if (!member.proven) return member;
    const { stdout } = await runtime.look(context.node.name, scriptWords(look, context.node.name));
    const of = (what: string) => new RegExp(`^${what} (\\S+)$`, "m").exec(stdout)?.[1];
    const isAnother = (what: string) => {
      const [was, has] = [of(`was ${what}`), of(`has ${what}`)];
      return was !== undefined && has !== undefined && was !== has;
    };
    const [node, certificate, ready] = [isAnother("uid"), isAnother("certificate"), of("readyz") === "200"];
    const words = [
      member.detail,
      `${node ? "another" : "not another"} Node`,
      `${certificate ? "another" : "not another"} certificate`,
      `its API server ${ready ? "is ready" : "is not ready yet"}`,
    ];
    return { proven: node && certificate && ready, detail: words.join(", ") };
  },
  brokenOff: (cluster) => {
    const planes = controlPlanes(cluster);
    return planes.length === 1 ? [] : planes.map((node) => machineLook(node, cluster));
  },
});

export default definition;
