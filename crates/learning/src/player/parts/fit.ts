// Content made for a wider screen: shown whole, smaller, or at its own size, with its scroll bars.

export class Fit {
  private whole = true;
  private natural = 0;

  constructor(private readonly tell: (natural: number, shown: number) => void) {
    addEventListener("resize", () => this.apply());
  }

  /** The frame that content is in now. */
  private frame: HTMLIFrameElement | undefined;

  follow(frame: HTMLIFrameElement): void {
    this.frame = frame;
    this.natural = 0;
    frame.addEventListener("load", () => {
      this.measure();
      // Many authoring tools lay themselves out a moment after « load ».
      setTimeout(() => this.measure(), 1_000);
    });
  }

  choose(whole: boolean): void {
    this.whole = whole;
    this.apply();
  }

  private measure(): void {
    const { frame } = this;
    if (!frame) return;
    try {
      const page = frame.contentDocument;
      const width = Math.max(page?.documentElement.scrollWidth ?? 0, page?.body?.scrollWidth ?? 0);
      if (width > frame.clientWidth + 8) this.natural = Math.max(this.natural, width);
    } catch {
      // Another origin: it is left alone.
    }
    this.apply();
  }

  private apply(): void {
    const { frame, natural } = this;
    if (!frame) return;
    const room = document.documentElement.clientWidth;
    const scale = natural > room ? room / natural : 1;
    const small = this.whole && scale < 1;
    frame.style.width = small ? `${natural}px` : "";
    frame.style.height = small ? `${100 / scale}%` : "";
    frame.style.transformOrigin = "0 0";
    frame.style.transform = small ? `scale(${scale})` : "";
    this.tell(natural, scale < 1 ? room : 0);
  }
}
