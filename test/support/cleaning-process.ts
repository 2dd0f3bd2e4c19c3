import { clean } from "../../src/clean/clean.ts";
import { Engine } from "../../src/host/engine.ts";
import { loadFault } from "../../src/scenario/catalogue.ts";

/** Cleans one cluster as the command does, with the looks of the faults that are named; prints what it did as JSON. */
const [cluster = "", ...faults] = process.argv.slice(2);
const culprits = { faults: await Promise.all(faults.map(loadFault)), procedures: [] };
const actions = await clean(new Engine(), { cluster }, { culprits, timeoutMs: 2_500 });
process.stdout.write(JSON.stringify(actions));
