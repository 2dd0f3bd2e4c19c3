// Adds to package-lock.json the platform-specific optional packages that a partial registry mirror does not list, so
// that `npm ci` finds every declared optional dependency: version, os and cpu come from the package that asks for it
// and from its name.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const os = /(android|darwin|freebsd|linux|openharmony|win32)/;
const cpu = /(arm64|x64|ia32|ppc64|riscv64|s390x|arm)/;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] !== undefined || !os.test(name)) continue;
    lock.packages[key] = {
      version,
      cpu: [cpu.exec(name)[0]],
      dev: true,
      optional: true,
      os: [os.exec(name)[0]],
    };
  }
}
for (const entry of Object.values(lock.packages)) delete entry.resolved;
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
