import type { z } from "zod";
import type { GuaranteeDefinition } from "../../analysis/verdict/guarantee-definition.ts";
import { formatMs } from "../../model/duration.ts";
import type { Environment, FaultDefinition } from "../../model/fault.ts";
import type { ProcedureDefinition } from "../../model/procedure.ts";
import type { TargetDefinition } from "../../model/target.ts";
import type { AnyOperation } from "../../probes/operation.ts";
import { parametersOf } from "../parameters.ts";
import { type Description, sections } from "./description.ts";

/** A fault: what it breaks, how that looks, what proves it, and what a scenario may say of it. */
export function describeFault(fault: FaultDefinition, environment: Environment, users: readonly string[]): Description {
  const unsupported = fault.unsupported?.(environment);
  return {
    kind: "fault",
    name: fault.name,
    summary: fault.summary,
    sections: sections({
      "What it breaks": [fault.breaks],
      "From outside": [fault.fromOutside],
      "What proves it": [fault.evidence],
      "How long": [fault.sustained ? "Held until it is healed." : "Over at once; the cluster heals it by itself."],
      "Whom it can hit": [
        `${fault.targetRoles.join(", ")}${fault.fewestTargets > 1 ? `; at least ${fault.fewestTargets} nodes` : ""}`,
        ...losesMemberLines(fault),
      ],
      "What must precede it": fault.needs === undefined ? [] : [`the procedure ${fault.needs}`],
      Parameters: parameterLines(fault.params),
      "Not here": unsupported === undefined ? [] : [unsupported],
      "Scenarios with it": users,
    }),
  };
}

/** What takes an etcd member away needs more than a node of the right role. */
function losesMemberLines({ losesMember }: Pick<FaultDefinition, "losesMember">): string[] {
  return losesMember === undefined ? [] : ["One control plane at a time, of three or more with an etcd member each."];
}

/** A role by which a fault says whom it hits. */
export function describeTarget(target: TargetDefinition, users: readonly string[]): Description {
  return {
    kind: "target",
    name: target.role,
    summary: target.summary,
    sections: sections({ Parameters: parameterLines(target.params), "Scenarios with it": users }),
  };
}

/** Work of an operator. */
export function describeProcedure(procedure: ProcedureDefinition, users: readonly string[]): Description {
  return {
    kind: "procedure",
    name: procedure.name,
    summary: procedure.summary,
    sections: sections({
      "From outside": [procedure.fromOutside],
      "Where it is done": losesMemberLines(procedure),
      Parameters: parameterLines(procedure.params),
      "Scenarios with it": users,
    }),
  };
}

/** An operation of the probes. */
export function describeOperation(operation: AnyOperation, users: readonly string[]): Description {
  const { name, summary, protocol, destination, vias } = operation;
  const deadline = "deadlineMs" in operation ? [`given up after ${formatMs(operation.deadlineMs)}`] : [];
  return {
    kind: "operation",
    name,
    summary,
    sections: sections({
      "Whom it asks": [`${destination}, ${protocol}`],
      "By which ways": [vias.join(", ")],
      Deadline: deadline,
      "Scenarios with it": users,
    }),
  };
}

/** A guarantee: what it promises, what it looks at, and what it leaves out. */
export function describeGuarantee(
  // biome-ignore lint/suspicious/noExplicitAny: each has parameters of its own, which are only listed here
  guarantee: GuaranteeDefinition<any>,
  users: readonly string[],
): Description {
  const { name, summary, covers, leavesOut, about, params } = guarantee;
  return {
    kind: "guarantee",
    name,
    summary,
    sections: sections({
      "What it looks at": [covers],
      "What it leaves out": [leavesOut],
      "What a fail says": [
        about === "safety"
          ? "safety: it stands however busy the machine was"
          : "time: on a machine that could not carry the run it is inconclusive",
      ],
      Parameters: parameterLines(params),
      "Scenarios with it": users,
    }),
  };
}

function parameterLines(params: z.ZodType): string[] {
  return parametersOf(params).map(({ name, remark }) => (remark === "" ? name : `${name}: ${remark}`));
}
