/** The namespace of an application that runs before a run begins, and that the run does not make. */
export const ownNamespace = "sabotaged";
