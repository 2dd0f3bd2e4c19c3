import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";
import { packageFolder } from "../../src/host/own-package.ts";

const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(packageFolder, "package.json"), "utf8"),
);

/**
 * Puts the Kubernetes client, which installed as it is takes more than all the rest together (62 MB in 3,000 files), and
 * what only it needs into dist/vendor, with their licences, and makes the compiled files
 * import it from there. Throws where it cannot be found.
 */
export async function bundleClient(dist: string): Promise<void> {
  const files = codeBelow(dist).filter((file) => importsLibrary.test(readFileSync(file, "utf8")));
  const entries = new Set(files.flatMap((file) => specifiersIn(readFileSync(file, "utf8"))));
  const names = new Map([...entries].map((specifier) => [specifier, entryName(specifier)]));
  const vendor = join(dist, "vendor");
  const bundle = await rolldown({
    cwd: packageFolder,
    input: Object.fromEntries([...names].map(([specifier, name]) => [name, specifier])),
    platform: "node",
    // What this package has itself is loaded once, and known by its classes.
    external: (id) => Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`)),
    logLevel: "warn",
  });
  const { output } = await bundle.write({ dir: vendor, format: "esm", minify: { mangle: false, compress: false } });
  await bundle.close();
  const chunks = output.filter((one): one is OutputChunk => one.type === "chunk");
  writeFileSync(join(vendor, "LICENSES.txt"), licences(chunks.flatMap(({ moduleIds }) => moduleIds)));
  for (const file of files) {
    const path = relative(dirname(file), vendor).split(sep).join("/");
    const text = readFileSync(file, "utf8").replaceAll(importsLibraryAll, (_, quote: string, specifier: string) => {
      return `${quote}${path}/${names.get(specifier)}.js${quote}`;
    });
    writeFileSync(file, text);
  }
}

const importsLibrary = /(["'])(@kubernetes\/client-node[^"']*)\1/;
const importsLibraryAll = new RegExp(importsLibrary.source, "g");

function specifiersIn(text: string): string[] {
  return [...text.matchAll(importsLibraryAll)].map(([, , specifier = ""]) => specifier);
}

/** "@kubernetes/client-node/dist/oidc_auth.js" is "client-node-dist-oidc_auth". */
function entryName(specifier: string): string {
  return specifier
    .replace(/^@kubernetes\//, "")
    .replace(/\.js$/, "")
    .replaceAll("/", "-");
}

function codeBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.d)\.m?js$/.test(file))
    .map((file) => join(folder, file));
}

/** Names, versions and licences of the packages that these modules are of. */
function licences(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((id) => packageFolderOf(id) ?? []));
  return [...folders]
    .toSorted()
    .map(licenceOf)
    .join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolderOf(module: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0];
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
  return `${name} ${version} (${JSON.stringify(license)})\n\n${text}`;
}
