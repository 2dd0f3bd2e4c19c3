/** The object that the reading lanes read, where they are given none of their own. */
export const readTarget = "probe-target";
