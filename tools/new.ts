// npm run new -- <kind> <name>: writes the skeleton of a new thing with its unit test.
// Exit codes: 0 it is written, 2 it was refused: one line on standard error says why.
import { UsageError } from "../src/model/errors.ts";
import { projectFolder } from "../src/scenario/catalogue.ts";
import { help, newThing } from "./new-thing.ts";

const words = process.argv.slice(2);
try {
  process.stdout.write(words.includes("--help") ? help : await newThing(words, projectFolder));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`new: ${error.message}\n`);
  process.exitCode = 2;
}
