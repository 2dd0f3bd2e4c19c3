import { workloadName } from "../../model/workload.ts";
import { type DnsRecord, textOf } from "../../net/dns-exchange.ts";
import type { Reading } from "../operation.ts";

/** Which replica of the workload answered; throws where the answer names none. */
export function readReplica(records: readonly DnsRecord[]): Reading {
  const name = textOf(records);
  if (!isReplica(name)) throw new Error("the answer names no replica");
  return { detail: name };
}

/** Whether a name is that of a replica. */
export function isReplica(name: string | undefined): boolean {
  return name?.startsWith(`${workloadName}-`) === true;
}
