import type { JournalEvent } from "../../src/model/event.ts";
import type { Story } from "../../src/stories/story.ts";

/** A made-up journal of a monitor: no cluster, settings or steady state, but a server. */
export function monitored(story: Omit<Story, "change" | "fault">): Story {
  const server: JournalEvent = {
    type: "server",
    at: 0,
    server: {
      url: "https://10.0.0.1:6443",
      context: "prod",
      kubernetes: "v1.37.2",
      identity: "client certificate",
    },
  };
  const unknown = ["cluster", "settings", "steady-state"];
  return {
    ...story,
    events: [...(story.events ?? []), server],
    change: (event) => (unknown.includes(event.type) ? undefined : event),
  };
}
