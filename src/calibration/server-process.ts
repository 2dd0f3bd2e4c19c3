import { preferThisProcess } from "../host/process-priority.ts";
import { tellParent } from "../host/tell-parent.ts";
import { watchProberHealth } from "../probes/process/prober-health.ts";
import { canFilter, PacketFilter } from "./packet-filter.ts";
import { createIdentity, ScriptedServer } from "./scripted-server.ts";
import type { ServerCommand, ServerReport } from "./server-messages.ts";
import { playTrack } from "./track.ts";

/** The scripted servers, in a process of their own so that nothing they do can make the probes late. */
const tell = (report: ServerReport) => tellParent(report);
// A server that is late on a busy machine is an outage too, but not the scripted one.
await preferThisProcess();
const identity = await createIdentity();
let servers: ScriptedServer[] = [];
const filter = new PacketFilter();

process.on("message", (command: ServerCommand) => {
  obey(command).catch((error: Error) => tell({ is: "failed", message: error.stack ?? error.message }));
});
// Ctrl-C reaches the whole group; the parent decides what becomes of it. Without a parent nobody will ask any more.
process.on("SIGINT", () => {});
process.on("SIGTERM", leave);
process.on("disconnect", leave);

/** No packet may vanish after this process has. */
async function leave(): Promise<void> {
  if (canFilter()) await filter.close();
  process.exit();
}

async function obey(command: ServerCommand): Promise<void> {
  if (command.do === "open") {
    for (const server of servers) await server.close();
    servers = await Promise.all(command.backends.map((names) => ScriptedServer.start(names, identity)));
    const client = servers[0]?.client;
    if (client !== undefined) tell({ is: "open", ports: servers.map((server) => server.port), client });
  }
  if (command.do === "behave") servers[command.track]?.behave(command.behaviour, command.backend);
  if (command.do === "play") {
    const play = (server: ScriptedServer, track: number) =>
      playTrack(server, track, command.trials[track] ?? [], filter, (truth) => tell({ is: "truth", truth }));
    await Promise.all(servers.map(play));
    tell({ is: "played" });
  }
}
watchProberHealth({ lateStarts: 0, dropped: 0, selfProbeFailures: 0 }, ({ loopDelayP99Ms }) =>
  tell({ is: "health", loopDelayP99Ms }),
);
tell({ is: "ready" });
// Who asked for it died before anybody listened to that.
if (!process.connected) await leave();
