import { ScriptedServer } from "../../src/calibration/scripted-server.ts";

/**
 * A scripted server in a process of its own, so that its CPU is not counted: says where it is and answers until it is
 * killed.
 */
const server = await ScriptedServer.start(["a"]);
process.send?.({ port: server.port, client: server.client });
