import { addressed, dial, type HttpConnection, type HttpTarget } from "../../net/http-dial.ts";
import { clientGoHealth, Http2Session, type SessionHealth } from "../../net/http2-session.ts";
import { type Channel, dialWanted, type Hold, type NextNumber, type PinnedSource } from "./connection-source.ts";

/** client-go gives a TLS handshake 10 s (transport/cache.go). */
const handshakeMs = 10_000;

/**
 * One HTTP/2 connection on which all attempts of a lane run side by side, as in a program that uses client-go. It is
 * opened anew only when it breaks, is told to go away, or does not answer a ping: an attempt that hangs is given up
 * alone.
 */
export class Http2Connection implements PinnedSource {
  readonly #target: HttpTarget;
  readonly #nextNumber: NextNumber;
  readonly #health: SessionHealth;
  #session: Http2Session | undefined;
  #opening: { readonly number: number; readonly done: Promise<Http2Session> } | undefined;

  constructor(target: HttpTarget, nextNumber: NextNumber, health: SessionHealth = clientGoHealth) {
    this.#target = { ...target, protocol: "h2" };
    this.#nextNumber = nextNumber;
    this.#health = health;
  }

  take(): Hold {
    let cancel = () => {};
    const channel = (session: Http2Session): Channel => ({
      names: session.connection.names,
      send: (request, onFirstByte) => {
        const sent = session.send(...addressed(this.#target, request), onFirstByte);
        cancel = sent.cancel;
        return sent.done;
      },
    });
    const abort = () => cancel();
    if (this.#session?.live) {
      return { number: this.#session.connection.number, channel: channel(this.#session), abort };
    }
    const { number, done } = this.#opening ?? this.#open();
    return { number, channel: done.then(channel), abort };
  }

  close(): void {
    this.#session?.destroy();
  }

  async warm(): Promise<void> {
    // An attempt will show what is wrong.
    await this.#open().done.catch(() => {});
  }

  current(): HttpConnection | undefined {
    return this.#session?.live ? this.#session.connection : undefined;
  }

  async move(wanted: (names: string) => boolean): Promise<void> {
    const found = await dialWanted(this.#target, this.#nextNumber, wanted);
    this.#session?.destroy();
    this.#session = this.#sessionOn(found);
  }

  #open(): { readonly number: number; readonly done: Promise<Http2Session> } {
    const dialling = dial(this.#target, this.#nextNumber());
    const timer = setTimeout(() => dialling.socket.destroy(), handshakeMs);
    const done = dialling.done
      .then((connection) => {
        this.#session = this.#sessionOn(connection);
        return this.#session;
      })
      .finally(() => {
        clearTimeout(timer);
        this.#opening = undefined;
      });
    this.#opening = { number: dialling.number, done };
    return this.#opening;
  }

  #sessionOn(connection: HttpConnection): Http2Session {
    const scheme = this.#target.context === undefined ? "http" : "https";
    return new Http2Session(connection, this.#target.serverName, this.#health, scheme);
  }
}
