// What the engine says to show of a SCORM 2004 package: crates/scorm-browser/src/show.rs, as JSON.

/** A navigation request: crates/scorm/src/navigation.rs, as JSON. */
export interface Request {
  request: "start" | "resumeAll" | "continue" | "previous" | "choice" | "exit" | "exitAll" | "suspendAll";
  target?: string;
}

export interface Line {
  identifier: string;
  title: string;
  depth: number;
  selectable: boolean;
  current: boolean;
  cluster: boolean;
  state: "done" | "failed" | "now" | "todo";
}

export interface Show {
  stage: { stage: "waiting" | "content" | "choosing" | "refused" | "ended" };
  why?: string;
  content?: { number: number; title: string; address: string; sco: boolean };
  leaving: boolean;
  continue: boolean;
  /** Why « continue » would open nothing now. */
  blocked?: string;
  previous: boolean;
  exitAll: boolean;
  suspended: boolean;
  lines: Line[];
}
