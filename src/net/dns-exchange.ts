import { createSocket, type Socket } from "node:dgram";
import { isIPv6, SocketAddress } from "node:net";
import { type Answer, type DecodedPacket, decode, encode, RECURSION_DESIRED } from "dns-packet";

/** What is asked. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: "A" | "AAAA" | "TXT";
}

/** A record of an answer. */
export type DnsRecord = Answer;

/** A whole answer to a question. */
export interface DnsAnswer {
  /** The server's word on how it went: "NOERROR", "SERVFAIL", "NXDOMAIN", … (RFC 6895). */
  readonly code: string;
  readonly records: readonly DnsRecord[];
}

/** A question that was sent: `close` gives it up, and `done` then never settles. */
export interface DnsAsking {
  readonly done: Promise<DnsAnswer>;
  close(): void;
}

/** The question as bytes of a DNS message. */
export function encodeQuestion({ name, type }: DnsQuestion, id: number): Buffer {
  return encode({ type: "query", id, flags: RECURSION_DESIRED, questions: [{ name, type, class: "IN" }] });
}

/** The answer in a DNS message; throws where it is no answer to this question. */
export function decodeAnswer(message: Buffer, question: DnsQuestion, id: number): DnsAnswer {
  // The package knows the code of a decoded answer; its types do not.
  const packet = decode(message) as DecodedPacket & { readonly rcode?: string };
  const [asked] = packet.questions ?? [];
  const same = asked?.type === question.type && asked.name.toLowerCase() === question.name.toLowerCase();
  if (packet.type !== "response" || packet.id !== id || !same) throw new Error("an answer to another question");
  return { code: packet.rcode ?? "", records: packet.answers ?? [] };
}

/** The text of the first TXT record. */
export function textOf(records: readonly DnsRecord[]): string | undefined {
  const [data] = records.flatMap((record) => (record.type === "TXT" ? [record.data].flat() : []));
  return data?.toString();
}

/** Asks for the address of a name, of the family of this one. */
export function addressQuestion(name: string, like: string | undefined): DnsQuestion {
  return { name, type: isIPv6(like ?? "") ? "AAAA" : "A" };
}

/** The address of the only record of an address, of IPv6 in the form that Kubernetes writes (RFC 5952). */
export function addressOf(records: readonly DnsRecord[]): string | undefined {
  const addresses = records.flatMap((record) => {
    if (record.type === "A") return [record.data];
    return record.type === "AAAA" ? [new SocketAddress({ address: record.data, family: "ipv6" }).address] : [];
  });
  return addresses.length === 1 ? addresses[0] : undefined;
}

/**
 * Asks over UDP from a socket of its own, whose port is a new one each time: an address translation that was made for
 * an earlier question is not met again. The socket is connected, so that a port which nobody listens on is told by the
 * kernel (ECONNREFUSED).
 */
export function askDns(host: string, port: number, question: DnsQuestion, id: number): DnsAsking {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  const done = new Promise<DnsAnswer>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (message) => {
      try {
        resolve(decodeAnswer(message, question, id));
      } catch (error) {
        reject(Object.assign(error as Error, { code: "DNS_ANSWER" }));
      }
    });
    socket.connect(port, host, () => socket.send(encodeQuestion(question, id)));
  });
  return { done, close: () => close(socket) };
}

function close(socket: Socket): void {
  try {
    socket.close();
  } catch {
    // Closed already.
  }
}
