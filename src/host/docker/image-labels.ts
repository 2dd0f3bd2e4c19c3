import { run } from "../command.ts";

/** How long an engine gets to tell of an image, milliseconds. */
const timeoutMs = 20_000;

/** The labels of a local image, or undefined when there is no such image. */
export async function imageLabels(image: string): Promise<Record<string, string> | undefined> {
  const inspect = ["docker", "image", "inspect", "--format", "{{json .Config.Labels}}", image];
  const result = await run(inspect, { timeoutMs });
  if (result.exitCode !== 0) return undefined;
  return (JSON.parse(result.stdout) as Record<string, string> | null) ?? {};
}
