import type { LiveServer } from "../serve/live-server.ts";
import type { Verbosity } from "../terminal/view.ts";

/** How people watch runs while they go on. */
export interface RunView {
  readonly verbosity: Verbosity;
  /** Shows them in a browser, too. */
  readonly page?: Pick<LiveServer, "show" | "over"> | undefined;
}
