import type { Containers } from "../../host/docker/containers.ts";

/** What is read of the containers of a kind cluster: nothing is run in them and nothing changed. */
export type ReadContainers = Pick<Containers, "labelled" | "file" | "details">;
