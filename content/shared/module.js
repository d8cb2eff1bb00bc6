// Runs a module: shows one screen at a time, keeps the place (lesson_location) and the answers (suspend_data), scores
// the quiz, tells the platform. SCORM 1.2; without a platform the module can still be read.
(function () {
  "use strict";

  /** The API stands in a parent window, or in those of the window that opened this one. RTE 3.3.6. */
  function search(from) {
    for (let hops = 0, win = from; win && hops < 20; hops += 1, win = win.parent) {
      try {
        if (win.API) return win.API;
      } catch { /* a window of another site */ }
      if (win.parent === win) break;
    }
    return null;
  }

  const api = search(window) || (window.opener ? search(window.opener) : null);
  const began = Date.now();
  const get = (name) => (api ? String(api.LMSGetValue(name)) : "");
  const set = (name, value) => { if (api) api.LMSSetValue(name, String(value)); };
  const commit = () => { if (api) api.LMSCommit(""); };
  if (api) api.LMSInitialize("");

  const screens = [...document.querySelectorAll("main > section")];
  const quiz = [...document.querySelectorAll("fieldset[data-right]")];
  const pass = Number(document.body.dataset.pass || 0);
  let answers = {};
  try {
    answers = JSON.parse(get("cmi.suspend_data") || "{}") || {};
  } catch { answers = {}; }
  let finished = ["completed", "passed", "failed"].includes(get("cmi.core.lesson_status"));
  if (!finished) set("cmi.core.lesson_status", "incomplete");

  const where = document.querySelector(".where");
  const back = document.createElement("button");
  const next = document.createElement("button");
  const nav = document.createElement("nav");
  nav.setAttribute("aria-label", "Écrans du module");
  back.type = next.type = "button";
  back.textContent = "Écran précédent";
  next.className = "main";
  nav.append(back, next);
  document.querySelector("main").append(nav);

  let at = Math.min(Math.max(parseInt(get("cmi.core.lesson_location"), 10) || 0, 0), screens.length - 1);

  /** CMITimespan: HHHH:MM:SS.SS. */
  function elapsed() {
    const cents = Math.round((Date.now() - began) / 10);
    const two = (n) => String(n).padStart(2, "0");
    const whole = Math.floor(cents / 100);
    return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(cents % 100)}`;
  }

  function show(focus) {
    screens.forEach((screen, i) => { screen.hidden = i !== at; });
    where.textContent = `Écran ${at + 1} sur ${screens.length}`;
    back.hidden = at === 0;
    next.textContent = at === screens.length - 1 ? "Terminer" : "Continuer";
    set("cmi.core.lesson_location", at);
    set("cmi.core.session_time", elapsed());
    commit();
    if (focus) {
      const title = screens[at].querySelector("h2");
      title.tabIndex = -1;
      title.focus();
      window.scrollTo(0, 0);
    }
  }

  /** Marks a question as answered; says whether it is right and why. */
  function mark(question, value) {
    const right = value === question.dataset.right;
    const said = question.querySelector(".answer");
    said.textContent = `${right ? "Oui." : "Pas tout à fait."} ${question.dataset.why}`;
    said.className = `answer ${right ? "good" : "bad"}`;
  }

  function unanswered() {
    return quiz.filter((question) => answers[question.id] === undefined);
  }

  function finish() {
    const rights = quiz.filter((question) => answers[question.id] === question.dataset.right).length;
    const score = quiz.length ? Math.round((rights / quiz.length) * 100) : 100;
    if (quiz.length) {
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", score);
    }
    finished = true;
    set("cmi.core.lesson_status", pass ? (score >= pass ? "passed" : "failed") : "completed");
    set("cmi.core.session_time", elapsed());
    commit();
    const end = document.querySelector("#fin");
    const words = pass && score < pass
      ? `Vous avez ${rights} bonnes réponses sur ${quiz.length}. Il en faut un peu plus : relisez les modules, puis recommencez le quiz.`
      : `C’est fait : ${rights} bonnes réponses sur ${quiz.length}. Vous pouvez quitter ce module.`;
    end.textContent = words;
    end.focus();
  }

  quiz.forEach((question) => {
    const said = document.createElement("p");
    said.className = "answer";
    said.setAttribute("role", "status");
    question.append(said);
    const kept = answers[question.id];
    if (kept !== undefined) {
      const input = question.querySelector(`input[value="${CSS.escape(kept)}"]`);
      if (input) input.checked = true;
      mark(question, kept);
    }
    question.addEventListener("change", (event) => {
      answers[question.id] = event.target.value;
      mark(question, event.target.value);
      set("cmi.suspend_data", JSON.stringify(answers));
      commit();
    });
  });

  back.addEventListener("click", () => { at -= 1; show(true); });
  next.addEventListener("click", () => {
    if (at < screens.length - 1) {
      at += 1;
      show(true);
      return;
    }
    const left = unanswered();
    if (left.length) {
      document.querySelector("#fin").textContent = `Il reste ${left.length === 1 ? "une question" : `${left.length} questions`} sans réponse.`;
      left[0].querySelector("input").focus();
      return;
    }
    finish();
  });

  let left = false;
  function leave() {
    if (left || !api) return;
    left = true;
    set("cmi.core.session_time", elapsed());
    set("cmi.core.exit", finished ? "" : "suspend");
    commit();
    api.LMSFinish("");
  }
  window.addEventListener("pagehide", leave);
  show(false);
})();
