import { fork } from "node:child_process";
import { closeSync } from "node:fs";
import { Socket } from "node:net";
import { openInputFile } from "../host/input-file.ts";
import { codeEnding } from "../host/own-package.ts";
import { toStderr } from "../terminal/output.ts";
import type { Imported, Work } from "./import-process.ts";

/** No scenario is nearly as long. */
const mostBytes = 4 * 2 ** 20;

/** How long an import may take, milliseconds; on a machine that is busy, with all that it imports, it took 3 s. */
const importLimitMs = 20_000;

/** What the imported files may take together; the whole library takes 30 MiB. */
const heapLimit = "--max-old-space-size=512";

/** What Node says of TypeScript, and of a folder without a package.json, is nothing that a scenario's author has to mend. */
const quiet = ["ExperimentalWarning", "MODULE_TYPELESS_PACKAGE_JSON"].map((name) => `--disable-warning=${name}`);

/** What a file prints while it is imported is passed on up to here, characters. */
const mostPrinted = 10_000;

/** The process stays for the next file as long, milliseconds: to start one takes 200. */
const idleMs = 1_000;

interface Asked {
  readonly work: Work;
  readonly limitMs: number;
  readonly answer: (imported: Imported) => void;
}

const waiting: Asked[] = [];
let importing: ImportProcess | undefined;
let atWork = false;

/**
 * Imports a scenario's file in a process of its own, and returns its default export as data, or why there is none. Code
 * that ends its process, never ends, takes all memory or prints ends, stops or fills nothing of the harness. Throws
 * UsageError where the file is none.
 */
export function importModule(file: string, limitMs: number = importLimitMs): Promise<Imported> {
  return ask({ file, as: "data" }, limitMs);
}

/**
 * Has a reporter's file imported in such a process: without an input returns its `file` and `summary`, with one the text
 * that it renders of it; or why there is none. Throws as `importModule` does.
 */
export function askReporter(file: string, input?: object, limitMs: number = importLimitMs): Promise<Imported> {
  return ask({ file, as: "reporter", input }, limitMs);
}

function ask(work: Work, limitMs: number): Promise<Imported> {
  closeSync(openInputFile(work.file, { mostBytes }));
  return new Promise((answer) => {
    waiting.push({ work, limitMs, answer });
    if (!atWork) void importWaiting();
  });
}

/** One file after the other, all in one process while none harms it. */
async function importWaiting(): Promise<void> {
  atWork = true;
  for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) {
    if (importing === undefined || importing.isLost) importing = new ImportProcess();
    asked.answer(await importing.import(asked));
  }
  atWork = false;
  importing?.rest();
}

function nameOf(work: Work): string {
  return work.as === "reporter" && work.input !== undefined ? "rendering" : "import";
}

class ImportProcess {
  isLost = false;
  #printed = "";
  #settle: (imported: Imported) => void = () => {};
  #idle: NodeJS.Timeout | undefined;
  readonly #child = fork(new URL(`./import-process${codeEnding}`, import.meta.url), {
    execArgv: [heapLimit, ...quiet],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });

  constructor() {
    for (const stream of this.#streams())
      stream.setEncoding("utf8").on("data", (text: string) => {
        if (this.#printed.length < mostPrinted) this.#printed += text.slice(0, mostPrinted);
      });
    this.#child.on("message", (imported: Imported) => this.#settle(imported));
    this.#child.on("error", (error) => this.#lose(`its import failed: ${error.message}`));
    this.#child.on("close", (code, signal) => this.#lose(this.#whyEnded(code, signal)));
  }

  async import({ work, limitMs }: Asked): Promise<Imported> {
    clearTimeout(this.#idle);
    for (const handle of this.#handles()) handle?.ref();
    const imported = await new Promise<Imported>((resolve) => {
      const late = () => this.#lose(`its ${nameOf(work)} did not end within ${limitMs / 1_000} s`);
      const timer = setTimeout(late, limitMs);
      this.#settle = (one) => {
        clearTimeout(timer);
        resolve(one);
      };
      this.#child.send(work);
    });
    if (imported.is === "value" && this.#printed !== "") toStderr(this.#printed);
    this.#printed = "";
    return imported;
  }

  /** Keeps nobody waiting, and ends soon where no other file comes. */
  rest(): void {
    for (const handle of this.#handles()) handle?.unref();
    this.#idle = setTimeout(() => this.#lose("it is over"), idleMs).unref();
  }

  #lose(message: string): void {
    this.isLost = true;
    this.#child.kill("SIGKILL");
    this.#settle({ is: "problem", message });
  }

  #whyEnded(code: number | null, signal: string | null): string {
    // Node's own last words where a module throws after its import, or takes all memory.
    const words = /^(?:\w*Error|FATAL ERROR): .*$/m.exec(this.#printed)?.[0];
    return words === undefined ? `it ends its process (${code ?? signal})` : `its import failed: ${words}`;
  }

  #streams(): Socket[] {
    return [this.#child.stdout, this.#child.stderr].filter((stream) => stream instanceof Socket);
  }

  #handles() {
    return [this.#child, this.#child.channel, ...this.#streams()];
  }
}
