import { createHash } from "node:crypto";
import { chmod, rm, writeFile } from "node:fs/promises";
import { type Dispatcher, request } from "undici";
import { PlatformError } from "../../model/errors.ts";
import { downloadAgent, downloadProblem } from "./download-agent.ts";

/**
 * Downloads kind's release binary for this system and checks it against the published checksum; a wrong one leaves no
 * file.
 */
export async function downloadKind(releaseUrl: string, file: string, signal: AbortSignal): Promise<void> {
  const url = `${releaseUrl}/${binaryName()}`;
  const agent = downloadAgent();
  const fetchOne = (file: string) => fetchBytes(file, signal, agent);
  const [binary, published] = await Promise.all([fetchOne(url), fetchOne(`${url}.sha256sum`)]).finally(() =>
    agent.close(),
  );
  const expected = /^[0-9a-f]{64}\b/i.exec(published.toString().trim())?.[0].toLowerCase();
  if (expected === undefined) throw new PlatformError("kind-checksum", `${url}.sha256sum holds no checksum`);
  const actual = createHash("sha256").update(binary).digest("hex");
  if (actual !== expected)
    throw new PlatformError(
      "kind-checksum",
      `${url} has the wrong checksum: ${actual} instead of ${expected}; nothing was installed`,
    );
  await rm(file, { force: true });
  await writeFile(file, binary);
  await chmod(file, 0o755);
}

/** The name of kind's release file for a system. */
export function binaryName(platform: string = process.platform, arch: string = process.arch): string {
  return `kind-${platform}-${arch === "x64" ? "amd64" : arch}`;
}

async function fetchBytes(url: string, signal: AbortSignal, dispatcher: Dispatcher): Promise<Buffer> {
  let current = url;
  for (let redirects = 0; redirects < 5; redirects += 1) {
    const limits = { headersTimeout: 15_000, bodyTimeout: 60_000 };
    const answer = await request(current, { dispatcher, signal, ...limits }).catch((cause: unknown) => {
      const message = `kind cannot be downloaded from ${current}: ${downloadProblem(cause)}`;
      throw new PlatformError("kind-download", message, { cause });
    });
    const location = answer.headers.location;
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === "string") {
      await answer.body.dump();
      current = new URL(location, current).href;
      continue;
    }
    if (answer.statusCode !== 200)
      throw new PlatformError(
        "kind-download",
        `kind cannot be downloaded from ${current}: status ${answer.statusCode}`,
      );
    return Buffer.from(await answer.body.arrayBuffer());
  }
  throw new PlatformError("kind-download", `kind cannot be downloaded from ${url}: too many redirects`);
}
