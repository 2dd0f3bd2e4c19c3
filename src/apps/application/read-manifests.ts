import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { LineCounter, parseAllDocuments, type ScalarTag } from "yaml";
import { z } from "zod";
import { readInputFile } from "../../host/input-file.ts";
import { messageOf, UsageError } from "../../model/errors.ts";
import { renderChart } from "./helm-chart.ts";
import { type Manifest, objectSchema } from "./manifest.ts";

/** Far more than an application has: Kubernetes takes no object of more than 1.5 MiB. */
const mostBytes = 2 ** 23;

/**
 * An octal number as Kubernetes' own reader takes it (YAML 1.1): the mode of a file, "0644". In YAML 1.2 that is six
 * hundred and forty-four.
 */
const octal: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?0[0-7]+$/,
  resolve: (text) => Number.parseInt(text, 8),
};

const listSchema = z.object({ kind: z.literal("List"), items: z.array(z.unknown()) });
const kustomizationSchema = z.object({ kind: z.enum(["Kustomization", "Component"]) });

/**
 * Reads the manifests of an application: files in YAML or JSON, folders of them, and Helm charts, which are rendered for
 * a namespace. Throws UsageError with the file, the line where it can be told, and the reason.
 */
export async function readManifests(sources: readonly string[], namespace: string): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const source of sources) manifests.push(...(await readSource(source, namespace)));
  return manifests;
}

async function readSource(source: string, namespace: string): Promise<Manifest[]> {
  const where = relative(process.cwd(), source) || ".";
  const isFolder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
  if (source.endsWith(".tgz") || (isFolder && existsSync(join(source, "Chart.yaml"))))
    return parseManifests(await renderChart(source, namespace), where).filter(isInstalled);
  if (!isFolder) return parseManifests(readInputFile(where, { mostBytes }), where);
  const files = readdirSync(source)
    .filter((file) => [".yaml", ".yml", ".json"].includes(extname(file)))
    .toSorted();
  if (files.length === 0) throw new UsageError(`${where}: the folder has no manifests: no .yaml, .yml or .json`);
  return files
    .map((file) => join(where, file))
    .flatMap((file) => parseManifests(readInputFile(file, { mostBytes }), file));
}

/** The objects in a text of one YAML document or several; throws as `readManifests` does. */
export function parseManifests(text: string, file: string): Manifest[] {
  const lines = new LineCounter();
  const manifests = documentsOf(text, file, lines).flatMap((document) => {
    const [problem] = document.errors;
    const lineAt = (offset: number) => lines.linePos(offset).line;
    if (problem !== undefined)
      throw new UsageError(`${file}:${lineAt(problem.pos[0])}: is no YAML: ${problem.message.split("\n")[0]}`);
    const where = `${file}:${lineAt(document.contents?.range?.[0] ?? 0)}`;
    return objectsIn(contentOf(document, where), where);
  });
  if (manifests.length === 0) throw new UsageError(`${file}: holds no object of Kubernetes`);
  return manifests;
}

function documentsOf(text: string, file: string, lineCounter: LineCounter) {
  try {
    const documents = parseAllDocuments(text, { lineCounter, merge: true, customTags: (tags) => [octal, ...tags] });
    return Array.isArray(documents) ? documents : [];
  } catch (cause) {
    throw new UsageError(`${file}: is no YAML that can be read: ${messageOf(cause)}`, { cause });
  }
}

function contentOf(document: { toJS(): unknown }, where: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // A bomb of aliases.
    throw new UsageError(`${where}: is no YAML that can be read: ${messageOf(cause)}`, { cause });
  }
}

function objectsIn(value: unknown, where: string): Manifest[] {
  // Charts leave documents of comments alone.
  if (value === null || value === undefined) return [];
  const list = listSchema.safeParse(value);
  if (list.success) return list.data.items.flatMap((item) => objectsIn(item, where));
  const parsed = objectSchema.safeParse(value);
  if (parsed.success) return [{ where, object: parsed.data }];
  const isKustomization = kustomizationSchema.safeParse(value).success;
  throw new UsageError(
    isKustomization
      ? `${where}: is for kustomize: render it (kubectl kustomize) and name the file that comes of it`
      : `${where}: is no object of Kubernetes: apiVersion, kind and metadata.name are expected (generateName gives none)`,
  );
}

/** Whether an object of a chart is there after it was installed; its hooks of upgrades and deletion are not. */
function isInstalled({ object }: Manifest): boolean {
  const { annotations } = object.metadata as { readonly annotations?: Readonly<Record<string, unknown>> | null };
  const hooks = annotations?.["helm.sh/hook"];
  return typeof hooks !== "string" || hooks.split(",").some((hook) => /^(pre|post)-install$/.test(hook.trim()));
}
