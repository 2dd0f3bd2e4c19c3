import { isIP, type Socket } from "node:net";
import { proxyRefusal } from "./proxy-refusal.ts";

/** What a SOCKS proxy answers to a request that it does not carry out (RFC 1928, section 6). */
const refusals: Readonly<Record<number, string>> = {
  1: "general failure",
  2: "not allowed",
  3: "network unreachable",
  4: "host unreachable",
  5: "connection refused",
  6: "its time was over",
  7: "it opens no connections",
  8: "it does not know this kind of address",
};

/**
 * Asks a SOCKS 5 proxy for a tunnel (RFC 1928, with a name and a password RFC 1929) on a connection to it; names are
 * resolved by the proxy. Rejects with "EPROXY".
 */
export async function askSocks(
  socket: Socket,
  host: string,
  port: number,
  login: { readonly username: string; readonly password: string } | undefined,
): Promise<void> {
  const methods = login === undefined ? [0] : [0, 2];
  socket.write(Buffer.from([5, methods.length, ...methods]));
  const [version, method] = await read(socket, 2);
  if (version !== 5) throw proxyRefusal("it does not speak SOCKS 5");
  if (method === 2 && login !== undefined) {
    const [name, password] = [Buffer.from(login.username), Buffer.from(login.password)];
    socket.write(Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([password.length]), password]));
    const [, status] = await read(socket, 2);
    if (status !== 0) throw proxyRefusal("it does not take this name and password");
  } else if (method !== 0) throw proxyRefusal("it wants a name and a password");
  const target = Buffer.alloc(2);
  target.writeUInt16BE(port);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), addressBytes(host), target]));
  const [, reply, , kind, first] = await read(socket, 5);
  if (reply !== 0) throw proxyRefusal(refusals[reply ?? 0] ?? `answer ${reply}`);
  // The address that it tells is of no use; the first of its bytes was read already.
  await read(socket, (kind === 1 ? 3 : kind === 4 ? 15 : (first ?? 0)) + 2);
}

function addressBytes(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([1, ...host.split(".").map(Number)]);
  if (isIP(host) === 6)
    return Buffer.concat([Buffer.from([4]), Buffer.from(groupsOf(host).flatMap((group) => [group >> 8, group & 255]))]);
  const name = Buffer.from(host);
  return Buffer.concat([Buffer.from([3, name.length]), name]);
}

/** The eight groups of an address of version 6. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const parse = (part: string) =>
    part
      .split(":")
      .filter((group) => group !== "")
      .map((group) => Number.parseInt(group, 16));
  const [before, after] = [parse(head), parse(tail ?? "")];
  return tail === undefined
    ? before
    : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** So many bytes of the answer; what came beyond them stays in the socket. */
function read(socket: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const bytes = socket.read(length) as Buffer | null;
      if (bytes === null) return;
      end();
      if (bytes.length < length) reject(proxyRefusal("its answer broke off"));
      else resolve(bytes);
    };
    const ended = () => {
      end();
      reject(proxyRefusal("its answer broke off"));
    };
    const end = () => {
      socket.off("readable", look).off("end", ended);
    };
    socket.on("readable", look).once("end", ended);
    look();
  });
}
