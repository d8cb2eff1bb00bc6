// Speaks to the platform: API_1484_11 of SCORM 2004, found in the windows above or in those of the window that opened this
// one. Without a platform every read is empty and nothing is saved.
window.scorm = (function () {
  "use strict";

  /** RTE 3.3: up the chain of parents, not for ever. */
  function search(from) {
    for (let hops = 0, win = from; win && hops < 20; hops += 1, win = win.parent) {
      try {
        if (win.API_1484_11) return win.API_1484_11;
      } catch { /* a window of another site */ }
      if (win.parent === win) break;
    }
    return null;
  }

  const api = search(window) || (window.opener ? search(window.opener) : null);
  const live = api !== null && api.Initialize("") === "true";
  const began = Date.now();
  let over = !live;

  const get = (name) => (over ? "" : String(api.GetValue(name)));
  const set = (name, value) => !over && api.SetValue(name, String(value)) === "true";
  const clock = () => set("cmi.session_time", `PT${((Date.now() - began) / 1000).toFixed(2)}S`);

  /** Whether the platform has taken what was said so far. */
  function commit() {
    clock();
    return !over && api.Commit("") === "true";
  }

  /** Ends the session; what was said since the last commit is taken too. RTE 3.1.3.2. */
  function terminate() {
    if (over) return false;
    clock();
    over = true;
    return api.Terminate("") === "true";
  }

  /** Whether the platform would follow a request; null without a platform. « unknown » is no refusal. SN 5.6.4. */
  function valid(request) {
    if (over) return null;
    const [, target, verb] = /^(\{target=.+\})(choice|jump)$/.exec(request) || [];
    return get(`adl.nav.request_valid.${target ? `${verb}.${target}` : request}`) !== "false";
  }

  /** Ends the session and asks to be taken elsewhere. */
  function go(request) {
    set("adl.nav.request", request);
    return terminate();
  }

  // A page that is left without a word goes on where it was.
  set("cmi.exit", "suspend");
  window.addEventListener("pagehide", terminate);
  window.addEventListener("unload", terminate);
  return { live, get, set, commit, valid, go };
})();
