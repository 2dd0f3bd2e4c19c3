import { StringDecoder } from "node:string_decoder";
import stringWidth from "string-width";

/** A terminal as far as it is drawn on. */
export type ScreenStream = Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns" | "rows" | "on" | "off">;

const control = "\u001b[";
/** Between these a terminal shows nothing, so that no half of a frame is seen; one that does not know them ignores them. */
const [holdStill, showNow] = [`${control}?2026h`, `${control}?2026l`];
const eraseBelow = `${control}J`;

/**
 * What takes lines off a screen that were written on it, the cursor below them; a terminal that became narrower since has
 * broken each of them into as many rows as it needs, where it does so at all.
 */
export function erasure(lines: readonly string[], columns: number, reflows: boolean): string {
  const rows = lines.reduce(
    (sum, line) => sum + (reflows ? Math.max(1, Math.ceil(stringWidth(line) / columns)) : 1),
    0,
  );
  return `\r${rows === 0 ? "" : `${control}${rows}A`}${eraseBelow}`;
}

/** Whether a terminal breaks its lines anew when it is resized: all of today do, the console of Linux and xterm do not. */
export function doesReflow({ TERM = "", XTERM_VERSION }: Readonly<Record<string, string | undefined>>): boolean {
  return TERM !== "linux" && XTERM_VERSION === undefined;
}

/**
 * A few lines at the bottom of a terminal that are drawn anew, while whatever else is written on it, by anybody in this
 * process, appears above them: the streams' `write` is the screen's own until it is closed. A text without a line end waits
 * for it. One screen at a time.
 */
export class Screen {
  readonly #stream: ScreenStream;
  readonly #reflows: boolean;
  readonly #shared: Shared[] = [];
  readonly #onResize = () => this.#draw(this.#next());
  readonly #onContinue = () => this.#drawAgain();
  readonly #next: () => readonly string[];
  #drawn: readonly string[] = [];
  #waiting: NodeJS.Immediate | undefined;

  /** `next` gives the lines for now; `others` are streams whose text lands on the same terminal. */
  constructor(
    stream: ScreenStream,
    others: readonly ScreenStream[],
    next: () => readonly string[],
    environment: Readonly<Record<string, string | undefined>> = process.env,
  ) {
    this.#stream = stream;
    this.#next = next;
    this.#reflows = doesReflow(environment);
    for (const each of new Set([stream, ...others]))
      if (each.isTTY) this.#shared.push(share(each, (text) => this.#above(each, text)));
    stream.on("resize", this.#onResize);
    process.on("SIGCONT", this.#onContinue);
  }

  /** Draws the lines for now. */
  refresh(): void {
    this.#draw(this.#next());
  }

  /** Takes the lines off and gives the streams back; what waited for its line end is written. */
  close(): void {
    if (this.#shared.length === 0) return;
    clearImmediate(this.#waiting);
    this.#stream.off("resize", this.#onResize);
    process.off("SIGCONT", this.#onContinue);
    this.#write(erasure(this.#drawn, this.#columns(), this.#reflows));
    this.#drawn = [];
    for (const { end } of this.#shared.splice(0)) end();
  }

  #columns(): number {
    return Math.max(1, this.#stream.columns || 80);
  }

  #draw(lines: readonly string[]): void {
    clearImmediate(this.#waiting);
    this.#waiting = undefined;
    // A text that a person has marked on the screen stays marked while nothing changes.
    if (lines.length === this.#drawn.length && lines.every((line, index) => line === this.#drawn[index])) return;
    const text = lines.map((line) => `${line}\n`).join("");
    this.#write(`${holdStill}${erasure(this.#drawn, this.#columns(), this.#reflows)}${text}${showNow}`);
    this.#drawn = lines;
  }

  /** A shell has written on the screen while the process stood still: nothing is taken off. */
  #drawAgain(): void {
    this.#drawn = [];
    this.refresh();
  }

  /** Much that is written at once costs one drawing. */
  #above(stream: ScreenStream, text: string): void {
    this.#write(erasure(this.#drawn, this.#columns(), this.#reflows));
    this.#drawn = [];
    this.#shared.find((one) => one.stream === stream)?.write(text);
    this.#waiting ??= setImmediate(() => this.refresh());
  }

  #write(text: string): void {
    this.#shared[0]?.write(text);
  }
}

interface Shared {
  readonly stream: ScreenStream;
  /** The stream's own. */
  readonly write: (text: string) => boolean;
  readonly end: () => void;
}

type Ended = (error?: Error | null) => void;

/** Puts another in the place of a stream's `write`: whole lines go to the listener, the rest waits. */
function share(stream: ScreenStream, onLines: (text: string) => void): Shared {
  const own = stream.write;
  const had = Object.hasOwn(stream, "write");
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Ended, ended?: Ended) => {
    const text = rest + (typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    if (end > 0) onLines(text.slice(0, end));
    const listener = typeof encoding === "function" ? encoding : ended;
    if (listener !== undefined) process.nextTick(listener);
    return true;
  };
  return {
    stream,
    write: (text) => own.call(stream, text),
    end: () => {
      if (had) stream.write = own;
      else delete (stream as Partial<ScreenStream>).write;
      if (rest !== "") own.call(stream, rest);
    },
  };
}
