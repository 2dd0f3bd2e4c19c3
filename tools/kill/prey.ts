import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { known } from "../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../src/scenario/load-scenario.ts";
import { type Prepared, prepare } from "../../src/scenario/prepare.ts";
import { type KillScenario, killScenarios } from "./scenarios.ts";

/** A scenario that is killed at, in a file that `run` takes. */
export interface Prey extends KillScenario {
  readonly file: string;
  readonly prepared: Prepared;
}

/** Writes each scenario that this machine can carry out into a file of its own; what it cannot is said. */
export async function preyIn(reports: string, say: (line: string) => void): Promise<Prey[]> {
  const folder = join(reports, "scenarios");
  mkdirSync(folder, { recursive: true });
  const all = await killScenarios();
  const files = all.map(({ fault, scenario }, index) => {
    const file = join(folder, `${fault}-${index + 1}.ts`);
    writeFileSync(file, `export default ${JSON.stringify(scenario, null, 2)};\n`);
    return file;
  });
  const prepared = await prepare(await loadScenarios(files, await known()), {});
  return all.flatMap((one, index): Prey[] => {
    const ready = prepared[index] as Prepared;
    if (ready.unsupported !== undefined) say(`left out, ${one.fault}: ${ready.unsupported}`);
    return ready.unsupported === undefined ? [{ ...one, file: files[index] as string, prepared: ready }] : [];
  });
}
