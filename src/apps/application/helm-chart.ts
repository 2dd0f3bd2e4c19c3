import { relative } from "node:path";
import { run } from "../../host/command.ts";
import { messageOf, PlatformError, UsageError } from "../../model/errors.ts";

/** A chart whose dependencies are there is rendered in less than a second. */
const renderMs = 60_000;

/**
 * The manifests of a Helm chart with its default values, rendered by the `helm` of this machine for a namespace; throws
 * UsageError where there is no helm, or it cannot.
 */
export async function renderChart(chart: string, namespace: string): Promise<string> {
  const where = relative(process.cwd(), chart);
  const argv = ["helm", "template", "app", chart, "--namespace", namespace, "--skip-tests"];
  const result = await run(argv, { timeoutMs: renderMs }).catch((cause: unknown) => {
    const isMissing = cause instanceof PlatformError && cause.code === "command-missing";
    const why = isMissing ? "there is no helm on this machine" : messageOf(cause);
    throw new UsageError(`${where}: ${why}: render the chart (helm template) and name the file that comes of it`, {
      cause,
    });
  });
  if (result.exitCode === 0) return result.stdout;
  const line = result.stderr.trim().split("\n").at(-1) ?? "";
  throw new UsageError(`${where}: helm cannot render it: ${line}`);
}
