import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { projectFolder } from "../../src/scenario/catalogue.ts";

const installed = join(projectFolder, "build/rclone/bin/rclone");

/** The program that serves: that of `npm run provide:store`, else the one on PATH. */
const program = existsSync(installed) ? installed : "rclone";

/** Whether there is one; rclone before 1.65 cannot serve this. */
export async function canServe(): Promise<boolean> {
  return (await execa(program, ["serve", "s3", "--help"], { reject: false })).exitCode === 0;
}

/** An S3-compatible server on loopback, with one bucket, which asks for signatures. */
export interface S3Server extends AsyncDisposable {
  readonly bucket: string;
  /** What a client has to have in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Serves what lies in a folder; the bucket is a folder in it. */
export async function serveS3(folder: string, bucket = "nights"): Promise<S3Server> {
  mkdirSync(join(folder, bucket), { recursive: true });
  const [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY] = ["key-of-tests", "secret-of-tests"];
  const keys = ["--auth-key", `${AWS_ACCESS_KEY_ID},${AWS_SECRET_ACCESS_KEY}`];
  const server = execa(program, ["serve", "s3", "--config", "", "--addr", "127.0.0.1:0", ...keys, folder], {
    reject: false,
    buffer: false,
    stdout: "ignore",
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const [, address] = /\[(http:\/\/127\.0\.0\.1:\d+)\/?\]/.exec(said) ?? [];
    if (address !== undefined) resolve(address);
  });
  void server.then(() => reject(new Error(`no server came up: ${said}`)));
  return {
    bucket,
    env: { AWS_ENDPOINT_URL: await promise, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_MAX_ATTEMPTS: "2" },
    async [Symbol.asyncDispose]() {
      server.kill();
      await server;
    },
  };
}
