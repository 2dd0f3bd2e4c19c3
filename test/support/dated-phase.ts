/** The phases of a failover that streams show and writes date. */
export const datedPhase = /NotReady|tainted|marked|created|scheduled|started|: Ready|Slice/;
