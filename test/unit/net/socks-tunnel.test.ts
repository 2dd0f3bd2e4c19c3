import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { askSocks } from "../../../src/net/socks-tunnel.ts";

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing) close();
  closing = [];
});

/** A connection to a proxy that gives these answers in turn, and ends when there are no more; and what it was asked. */
async function proxied(...answers: readonly (string | number[])[]): Promise<{ socket: Socket; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket
      .on("error", () => {})
      .on("data", (bytes) => {
        asked.push(bytes.toString("latin1"));
        const answer = answers[asked.length - 1];
        if (answer === undefined) socket.end();
        else socket.write(Buffer.from(answer));
      });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  closing.push(
    () => void server.close(),
    () => void socket.destroy(),
  );
  return { socket, asked };
}

const login = { username: "me", password: "pässword" };
const granted = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];

it("asks for a name with a name and a password, and leaves a connection that goes on", async () => {
  const { socket, asked } = await proxied([5, 2], [1, 0], granted, "hello");
  await askSocks(socket, "api.example.com", 6_443, login);
  socket.write("GET");
  expect(String((await once(socket, "data"))[0])).toBe("hello");
  const secret = Buffer.from(login.password).toString("latin1");
  expect(asked).toEqual([
    "\x05\x02\x00\x02",
    `\x01\x02me\x09${secret}`,
    "\x05\x01\x00\x03\x0fapi.example.com\x19\x2b",
    "GET",
  ]);
});

it("asks for addresses as such", async () => {
  const { socket, asked } = await proxied([5, 0], granted);
  await askSocks(socket, "fd00::1", 1, undefined);
  expect(asked[1]).toBe(`\x05\x01\x00\x04\xfd\x00${"\x00".repeat(13)}\x01\x00\x01`);
});

it.each<[string, (string | number[])[], RegExp]>([
  ["speaks something else", ["HTTP/1.1 400 Bad Request\r\n\r\n"], /invalid socks version/],
  ["wants a name and a password", [[5, 255]], /no accepted authentication/],
  [
    "does not take them",
    [
      [5, 2],
      [1, 1],
    ],
    /Authentication failed/,
  ],
  [
    "does not reach the server",
    [
      [5, 0],
      [5, 5, 0, 1, 0, 0, 0, 0, 0, 0],
    ],
    /ConnectionRefused/,
  ],
  ["breaks off", [[5, 0]], /broke off/],
])("says that a proxy refused that %s", async (_, answers, words) => {
  const { socket } = await proxied(...answers);
  const asking = askSocks(socket, "api.example.com", 6_443, login);
  await expect(asking).rejects.toMatchObject({ code: "EPROXY", message: expect.stringMatching(words) });
});
