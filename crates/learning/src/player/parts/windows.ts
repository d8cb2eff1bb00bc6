// Windows that content opens. The sandbox lets none open outside: a page of the package is shown over the content, with the
// « opener » that it looks for; an address elsewhere is handed to the platform's page, which says where it leads.

const STYLE = "position:fixed;inset:0;z-index:9;display:grid;grid-template-rows:auto 1fr;background:#fff";

export class Windows {
  constructor(private readonly outside: (address: string) => void) {}

  /** Watches a window of content, and those inside it as they come. */
  watch(target: Window): void {
    try {
      if ((target as unknown as { watched?: boolean }).watched) return;
      (target as unknown as { watched: boolean }).watched = true;
      target.open = (address, name) => this.open(target, String(address ?? "about:blank"), name ?? "");
      target.document.addEventListener("click", (event) => this.click(target, event));
      for (const frame of target.document.querySelectorAll<HTMLIFrameElement | HTMLFrameElement>("iframe, frame")) this.follow(frame);
    } catch {
      // Another origin: it is left alone.
    }
  }

  private follow(frame: HTMLIFrameElement | HTMLFrameElement): void {
    const inner = () => frame.contentWindow && this.watch(frame.contentWindow);
    frame.addEventListener("load", inner);
    inner();
  }

  private click(target: Window, event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (!(link instanceof (target as Window & typeof globalThis).HTMLAnchorElement) || event.defaultPrevented) return;
    const away = link.origin !== location.origin && /^https?:$/.test(link.protocol);
    if (!away && link.target !== "_blank") return;
    event.preventDefault();
    this.open(target, link.href, "");
  }

  private open(opener: Window, address: string, name: string): Window | null {
    const url = new URL(address, opener.document.baseURI);
    // Without a gesture no browser opens a window either.
    if (!opener.navigator.userActivation.isActive) return null;
    if (url.origin !== location.origin && url.protocol !== "about:") {
      if (/^https?:$/.test(url.protocol)) this.outside(url.href);
      return null;
    }
    const cover = document.createElement("div");
    cover.style.cssText = STYLE;
    const close = document.createElement("button");
    close.textContent = "Fermer cette fenêtre";
    close.style.cssText = "justify-self:end;min-height:2.75rem;margin:.25rem;padding:0 1rem;font:inherit";
    const frame = document.createElement("iframe");
    frame.title = "Fenêtre du module";
    if (name && !name.startsWith("_")) frame.name = name;
    cover.append(close, frame);
    document.body.append(cover);
    const window_ = frame.contentWindow;
    const shut = () => {
      cover.remove();
      opener.focus();
    };
    close.addEventListener("click", shut);
    frame.addEventListener("load", () => {
      const inside = frame.contentWindow;
      if (!inside) return;
      inside.opener = opener;
      inside.close = shut;
      this.watch(inside);
    });
    if (window_) window_.opener = opener;
    frame.src = url.href;
    close.focus();
    return window_;
  }
}
