import type { WatchArrival } from "../../model/watch.ts";
import { errorClass } from "../../net/http-error.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { WatchConnection } from "./watch-connection.ts";
import { type WatchProgress, wholeEnd } from "./watch-deadlines.ts";
import { readWatchLine } from "./watch-line.ts";
import { observedEvent, readList } from "./watch-objects.ts";
import type { WatchPath } from "./watch-path.ts";

/** An informer asks for a watch of 5 to 10 minutes (client-go, reflector.go: minWatchTimeout), seconds. */
const shortestSeconds = 300;
/** One stream from its connection to its end, with the list before it where the state is not known. */
export class WatchTry implements WatchProgress {
  readonly startedAt: number;
  number: number | undefined;
  connection: WatchConnection | undefined;
  openedAt: number | undefined;
  heardAt: number;
  /** Something arrived on the stream. */
  fruitful = false;
  readonly #path: WatchPath;
  readonly #timeoutSeconds: number;
  readonly #onArrival: (arrival: WatchArrival) => void;
  readonly #splitter = new LineSplitter();
  #end: (reason: string) => void = () => {};
  #abort: () => void = () => {};
  #over = false;

  constructor(path: WatchPath, random: () => number, onArrival: (arrival: WatchArrival) => void) {
    this.#path = path;
    this.#timeoutSeconds = Math.round(shortestSeconds * (1 + random()));
    this.#onArrival = onArrival;
    this.startedAt = path.now();
    this.heardAt = this.startedAt;
  }

  get connected(): boolean {
    return this.connection !== undefined;
  }

  /** Bytes of a line that broke off at the end; undefined where none did. */
  get cutBytes(): number | undefined {
    return this.#splitter.pending === 0 ? undefined : this.#splitter.pending;
  }

  /**
   * Lists where there is no revision, then watches; resolves with the reason when the stream has ended, never rejects.
   */
  make(ready: WatchConnection | undefined, revision: number | undefined): Promise<string> {
    return new Promise((resolve) => {
      this.#end = (reason) => {
        this.#over = true;
        resolve(reason);
      };
      this.#open(ready, revision).catch((error: unknown) => this.#end(this.#classOf(error)));
    });
  }

  /** Ends it now, for a reason of ours. */
  giveUp(reason: string): void {
    this.#end(reason);
    this.#abort();
  }

  /** The connection, where it can carry the next stream; closed where it cannot. */
  leftOver(): WatchConnection | undefined {
    if (this.connection?.live) return this.connection;
    this.#abort();
    return undefined;
  }

  async #open(ready: WatchConnection | undefined, known: number | undefined): Promise<void> {
    const connection = ready ?? (await this.#dial());
    this.connection = connection;
    this.number = connection.number;
    this.#abort = () => connection.destroy();
    if (this.#over) return connection.destroy();
    const revision = known ?? (await this.#list(connection));
    if (this.#over || revision === undefined) return;
    connection.listen(this.#path.operation.watch(this.#path.namespace, revision, this.#timeoutSeconds), {
      onHead: (status) => this.#head(status, revision, connection),
      onData: (chunk) => this.#data(chunk),
      onEnd: (error) =>
        this.#end(
          error === undefined ? wholeEnd(this.openedAt, this.#path.now(), this.#timeoutSeconds) : this.#classOf(error),
        ),
    });
  }

  #dial(): Promise<WatchConnection> {
    const { number, done, abort } = this.#path.dialler.dial();
    this.number = number;
    this.#abort = abort;
    return done;
  }

  /** The revision of a whole list; undefined where it ended for want of one. */
  async #list(connection: WatchConnection): Promise<number | undefined> {
    const { status, body } = await connection.ask(this.#path.operation.list(this.#path.namespace));
    if (status !== 200) {
      this.#end(`http-${status}`);
      return undefined;
    }
    const { revision, ...observed } = readList(this.#path.operation, body);
    if (!this.#over) this.#arrived({ at: this.#path.now(), kind: "listed", revision, ...observed });
    return revision;
  }

  #head(status: number, revision: number, { number, names }: WatchConnection): void {
    if (this.#over) return;
    if (status !== 200) {
      this.giveUp(status === 410 ? "gone" : `http-${status}`);
      return;
    }
    this.openedAt = this.#path.now();
    this.heardAt = this.openedAt;
    const backend = this.#path.backendOf(names);
    this.#onArrival({ at: this.openedAt, kind: "opened", revision, connection: number, backend });
  }

  #data(chunk: Buffer): void {
    if (this.openedAt === undefined) return;
    const at = this.#path.now();
    for (const bytes of this.#splitter.push(chunk)) {
      // What the same piece says after the end is not taken.
      if (this.#over) return;
      const line = readWatchLine(bytes);
      if (line.is === "error") this.giveUp(line.code === 410 ? "gone" : `error-${line.code}:${line.reason}`);
      else if (line.is === "bad") this.giveUp("bad-answer");
      else {
        this.fruitful = true;
        const observed = line.is === "event" ? observedEvent(this.#path.operation, bytes) : {};
        this.#arrived({ at, kind: line.is, revision: line.revision, ...observed });
      }
    }
  }

  #arrived(arrival: WatchArrival): void {
    this.heardAt = arrival.at;
    this.#onArrival(arrival);
  }

  #classOf(error: unknown): string {
    if (this.connection?.pingLost) return "ping";
    if (error instanceof SyntaxError) return "bad-answer";
    // A stream always breaks in the middle of its answer: what tells is how.
    return errorClass(error, { connected: this.connected, answering: false });
  }
}
