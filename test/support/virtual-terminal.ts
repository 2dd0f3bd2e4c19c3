import { EventEmitter } from "node:events";
import headless from "@xterm/headless";
import type { ScreenStream } from "../../src/terminal/screen.ts";

/** A real model of a terminal, and streams of a process that land on it. */
export class VirtualTerminal {
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #streams: (EventEmitter & { columns: number; rows: number })[] = [];

  constructor(columns: number, rows: number) {
    // The kernel's line discipline returns the carriage; the size is the terminal's.
    const options = { cols: columns, rows, convertEol: true, allowProposedApi: true, scrollback: 10_000 };
    this.#terminal = new headless.Terminal(options);
  }

  /** One more stream of the process that is connected to it. */
  stream(): ScreenStream & NodeJS.WriteStream {
    const { cols, rows } = this.#terminal;
    const write = (text: string | Uint8Array) => {
      this.#terminal.write(text);
      return true;
    };
    const stream = Object.assign(new EventEmitter(), { write, isTTY: true, columns: cols, rows });
    this.#streams.push(stream);
    return stream as never;
  }

  /** The same as a person who drags its corner: it breaks its lines anew, then the process hears of it. */
  async resize(columns: number, rows: number): Promise<void> {
    await this.#settled();
    this.#terminal.resize(columns, rows);
    for (const stream of this.#streams) {
      Object.assign(stream, { columns, rows });
      stream.emit("resize");
    }
  }

  /** What a keyboard makes the terminal show without any program. */
  echo(text: string): void {
    this.#terminal.write(text);
  }

  /** All rows from the first that was ever written on to the last that has something. */
  async rows(): Promise<string[]> {
    await this.#settled();
    const buffer = this.#terminal.buffer.active;
    const rows = Array.from(
      { length: buffer.length },
      (_, index) => buffer.getLine(index)?.translateToString(true) ?? "",
    );
    return rows.slice(0, rows.findLastIndex((row) => row !== "") + 1);
  }

  /** The rows that a person sees now. */
  async seen(): Promise<string[]> {
    await this.#settled();
    const buffer = this.#terminal.buffer.active;
    return Array.from(
      { length: this.#terminal.rows },
      (_, index) => buffer.getLine(buffer.baseY + index)?.translateToString(true) ?? "",
    );
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => this.#terminal.write("", resolve));
  }
}
