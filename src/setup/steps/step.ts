/** How much of what a step does is done: 812 of 1534 packages. */
export interface StepPart {
  readonly done: number;
  readonly all: number;
  /** What is counted: "packages". */
  readonly what: string;
}

/** What a step may use while it works. */
export interface StepContext {
  /** Everything the step's commands print goes here; the file is named when the step fails. */
  readonly logFile: string;
  /** Aborted by Ctrl-C and by the failure of another step. */
  readonly signal: AbortSignal;
  /** Says in a few words what the step is doing now, and how much of it is done where it can be counted. */
  note(text: string, part?: StepPart): void;
}

/** One thing that a machine may lack, and how it is provided. */
export interface Step {
  /** kebab-case; names the step in `needs`, in JSON and in its log file. */
  readonly name: string;
  /** What a person reads in the progress lines. */
  readonly title: string;
  /** Names of the steps that must be done before; steps that need nothing of each other run side by side. */
  readonly needs?: readonly string[];
  /** Returns what is there already in a few words, or undefined when there is work to do; changes nothing. */
  check(signal: AbortSignal): Promise<string | undefined>;
  /** Provides it, and says in a few words what there is now. */
  run(context: StepContext): Promise<string>;
}

/** How a step ended. */
export interface StepResult {
  readonly name: string;
  readonly outcome: "present" | "done";
  readonly detail: string;
  readonly durationMs: number;
}
