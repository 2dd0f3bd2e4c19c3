import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { binaryName, downloadKind } from "../../../../src/setup/kind/kind-download.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("host facts", () => {
  test("name kind's release file for each system", () => {
    expect(binaryName("linux", "x64")).toBe("kind-linux-amd64");
    expect(binaryName("darwin", "arm64")).toBe("kind-darwin-arm64");
  });
});

describe("a download through a proxy", () => {
  const servers: ReturnType<typeof createServer>[] = [];
  const listen = async (server: ReturnType<typeof createServer>): Promise<string> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const content = Buffer.from("kind itself");
  const release = () =>
    createServer((request, response) => {
      const sum = createHash("sha256").update(content).digest("hex");
      response.end(request.url?.endsWith(".sha256sum") ? `${sum}  kind\n` : content);
    });

  /** Leads every tunnel and every plain request to one address, whatever name was asked for. */
  const proxyTo = (address: string, asked: string[]) =>
    createServer((incoming, response) => {
      asked.push(String(incoming.url));
      const { pathname } = new URL(incoming.url ?? "/", "http://x");
      forward(`http://${address}${pathname}`, (answer) => answer.pipe(response)).end();
    }).on("connect", (incoming, socket) => {
      asked.push(String(incoming.url));
      const [host, port] = address.split(":");
      import("node:net").then(({ connect }) => {
        const target = connect(Number(port), host, () => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n");
          target.pipe(socket).pipe(target);
        });
      });
    });

  test("goes where the environment's proxy leads, for names that this machine does not know", async () => {
    const asked: string[] = [];
    const proxy = await listen(proxyTo(await listen(release()), asked));
    vi.stubEnv("HTTP_PROXY", `http://${proxy}`);
    vi.stubEnv("http_proxy", `http://${proxy}`);
    vi.stubEnv("NO_PROXY", "");
    vi.stubEnv("no_proxy", "");
    const file = join(temporaryFolder(), "kind");
    await downloadKind("http://releases.invalid/v1", file, new AbortController().signal);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(asked.every((url) => url.includes("releases.invalid"))).toBe(true);
    expect(asked.length).toBeGreaterThan(0);
  });

  test("that is not possible says what to do, and leaves nothing", async () => {
    const file = join(temporaryFolder(), "kind");
    const download = downloadKind("http://127.0.0.1:1/v1", file, new AbortController().signal);
    await expect(download).rejects.toThrow(/cannot be downloaded from http:\/\/127\.0\.0\.1:1\/v1.*set HTTPS_PROXY/);
    expect(existsSync(file)).toBe(false);
  });
});
