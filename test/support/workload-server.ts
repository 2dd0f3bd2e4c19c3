import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decode, encode, type Packet } from "dns-packet";

/** What a replica on this machine does with a question. */
export type ReplicaBehaviour =
  | { readonly is: "ok" }
  | { readonly is: "hang" }
  | { readonly is: "garbage" }
  | { readonly is: "wrong" }
  | { readonly is: "code"; readonly code: number }
  | { readonly is: "status"; readonly status: number };

/** A replica of the workload on this machine: DNS over UDP, and the same over plain HTTP. */
export interface Replica {
  readonly name: string;
  readonly http: { readonly port: number };
  readonly dns: { readonly port: number };
  readonly connections: () => number;
  behave(behaviour: ReplicaBehaviour): void;
  close(): Promise<void>;
}

/** Starts a replica on free ports of an address of this machine. */
export async function startReplica(name = "workload-6d4b75cb6d-x2x7z", address = "127.0.0.1"): Promise<Replica> {
  let behaviour: ReplicaBehaviour = { is: "ok" };
  let accepted = 0;
  const udp = createSocket("udp4", (message, from) => {
    const answer = answerTo(message, name, behaviour);
    if (answer !== undefined) udp.send(answer, from.port, from.address);
  });
  const http = createServer((request, response) => {
    const question = new URL(request.url ?? "", "http://replica").searchParams.get("dns") ?? "";
    const answer = answerTo(Buffer.from(question, "base64url"), name, behaviour);
    if (answer === undefined) return;
    response.statusCode = behaviour.is === "status" ? behaviour.status : 200;
    response.end(answer);
  }).on("connection", () => {
    accepted += 1;
  });
  await new Promise<void>((resolve) => udp.bind(0, address, resolve));
  await new Promise<void>((resolve) => http.listen(0, address, resolve));
  return {
    name,
    http: { port: (http.address() as AddressInfo).port },
    dns: { port: udp.address().port },
    connections: () => accepted,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

function answerTo(message: Buffer, name: string, behaviour: ReplicaBehaviour): Buffer | undefined {
  if (behaviour.is === "hang") return undefined;
  if (behaviour.is === "garbage") return Buffer.from("no message");
  const { id = 0, questions = [] } = decode(message);
  const data = behaviour.is === "wrong" ? "somebody-else" : name;
  const packet: Packet = {
    type: "response",
    id,
    flags: behaviour.is === "code" ? behaviour.code : 0,
    questions,
    answers: behaviour.is === "code" ? [] : [{ type: "TXT", name: questions[0]?.name ?? "", data }],
  };
  return encode(packet);
}
