// A SCORM 2004 package on the content origin: the engine decides which content is there, this puts it there and takes it away.

import { api2004, type Answer, type Engine } from "./engine";
import type { Operation, Start } from "./messages";
import type { Request, Show } from "./show";

export class Package {
  private frame: HTMLIFrameElement | undefined;
  private number = 0;
  private unloading = false;

  constructor(
    private readonly engine: Engine,
    /** Where the package's root is. */
    private readonly root: string,
    /** Puts content before the learner. */
    private readonly place: (title: string, address: string) => HTMLIFrameElement,
    private readonly left: (operation: Operation) => void,
    private readonly tell: (show: Show) => void,
  ) {}

  open(plan: object, start: Start): void {
    // Looked for as window.API_1484_11 by the content's frame, its parents and its opener.
    (window as unknown as { API_1484_11: object }).API_1484_11 = api2004(this.engine, (answer) => this.called(answer));
    this.take(this.engine.open(plan, start));
  }

  navigate(request: Request): void {
    this.take(this.engine.navigate(request));
  }

  /** Content is on the stack: it is taken away once it has had its answer. */
  private called(answer: Answer): void {
    answer.operations.forEach(this.left);
    const { show } = answer;
    if (!show || this.unloading) return;
    this.tell(show);
    if (show.leaving) setTimeout(() => this.unload());
  }

  private take({ operations, show }: Answer): void {
    operations.forEach(this.left);
    if (!show) return;
    if (show.leaving) return this.unload();
    if (show.content?.number !== this.number) this.present(show);
    this.tell(show);
  }

  private present({ content }: Show): void {
    this.number = content?.number ?? 0;
    this.frame?.remove();
    this.frame = content && this.place(content.title, this.root + content.address);
  }

  /** Its « unload » runs as its frame goes, and may still speak: what it says counts before what was asked for. */
  private unload(): void {
    if (this.unloading) return;
    this.unloading = true;
    this.frame?.remove();
    this.frame = undefined;
    this.unloading = false;
    this.number = 0;
    this.take(this.engine.unload());
  }
}
