/** What engines tell of their version, shortened by what nobody reads. */
export const engineVersions = {
  /** Docker 26.1.5 of Debian. */
  docker: {
    Platform: { Name: "" },
    Version: "26.1.5",
    Components: named("Engine", "containerd", "runc", "docker-init"),
  },
  /** Podman 4.3.1 of Debian, on its own socket. */
  podman: {
    Platform: { Name: "linux/amd64/debian-12" },
    Version: "4.3.1",
    Components: named("Podman Engine", "Conmon"),
  },
};

/** What `docker version --format '{{json .}}'` prints, by whose command it is and who answers. */
export const commandVersions = {
  docker: { Client: { Version: "28.2.2", ApiVersion: "1.45", Context: "default" }, Server: engineVersions.docker },
  /** Docker's command without an engine. */
  alone: { Client: { Version: "28.2.2", ApiVersion: "1.50", Context: "default" }, Server: null },
  /** Docker's own command adds the last component to what a Podman answers. */
  dockerOnPodman: {
    Client: { Version: "28.2.2", ApiVersion: "1.41", Context: "default" },
    Server: { ...engineVersions.podman, Components: named("Podman Engine", "Conmon", "Engine") },
  },
  /** Podman 4.3.1, called by the name docker. */
  podman: { Client: { APIVersion: "4.3.1", Version: "4.3.1", OsArch: "linux/amd64", Os: "linux" } },
  /** nerdctl 2.1.2, by its types (pkg/inspecttypes/dockercompat/info.go) and what fills them (pkg/infoutil). */
  nerdctl: {
    Client: {
      Version: "v2.1.2",
      GitCommit: "",
      GoVersion: "",
      Os: "linux",
      Arch: "amd64",
      Components: named("buildctl"),
    },
    Server: { Components: named("containerd", "runc") },
  },
  nerdctlAlone: {
    Client: { Version: "v2.1.2", Os: "linux", Arch: "amd64", Components: named("buildctl") },
    Server: null,
  },
};

function named(...names: readonly string[]) {
  return names.map((Name) => ({ Name, Version: "1" }));
}
