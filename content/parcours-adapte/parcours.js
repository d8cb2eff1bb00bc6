// Runs a page: one screen at a time, questions that are answered once, and at its end what the learner may ask for next.
//
// On the body, data-pass is the share of right answers to reach, data-tries how many attempts there are. data-right is the
// right answer of a question. At the end, data-if shows an element for some outcomes (done, passed, failed, over: failed for
// good), data-can and data-cannot when the platform would follow a request or wouldn't; data-request is a button that makes
// one, data-otherwise what it asks for when that one isn't possible.
(function () {
  "use strict";

  const { live, get, set, commit, valid, go } = window.scorm;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const [where, bar, result, saved] = [".where", "progress", ".result", "#saved"].map((one) => document.querySelector(one));
  const [back, next] = ["back", "next"].map((id) => document.getElementById(id));
  const screens = all("main > section");
  const questions = all("fieldset[data-right]");
  const endings = all("[data-if], [data-can], [data-cannot], [data-request]");
  const last = screens.length - 1;
  const [pass, most] = ["pass", "tries"].map((name) => document.body.dataset[name]);

  const kept = { answers: {}, seen: 0, ...read(get("cmi.suspend_data")) };
  let done = get("cmi.completion_status") === "completed";
  let owed = "";
  let tries = 0;
  let at = Math.min(Math.max(parseInt(get("cmi.location"), 10) || 0, 0), last);

  function read(text) {
    try {
      return JSON.parse(text || "{}");
    } catch {
      return {};
    }
  }

  const right = (question) => kept.answers[question.id] === question.dataset.right;
  const waits = (question) => Boolean(question) && kept.answers[question.id] === undefined;
  const asked = () => screens[at].querySelector("fieldset[data-right]");

  /** How much of the page is right, 0 to 1, in steps that four decimals tell apart. */
  const share = () => Number((questions.filter(right).length / questions.length).toFixed(4));

  /** The platform knows the threshold: it is the manifest's. RTE 4.2.19. */
  function outcome() {
    if (!pass) return "done";
    if (share() >= Number(get("cmi.scaled_passing_score") || pass)) return "passed";
    return tries >= Number(most) ? "over" : "failed";
  }

  /** Says `what` only when the platform answers that it has it; what it didn't take is said once it does. */
  function save(what) {
    kept.seen = Math.max(kept.seen, at);
    set("cmi.location", at);
    set("cmi.suspend_data", JSON.stringify(kept));
    set("cmi.progress_measure", done ? 1 : (kept.seen / screens.length).toFixed(2));
    const taken = commit();
    const words = what || owed;
    owed = taken ? "" : words;
    if (!live) {
      saved.textContent = "Rien n’est enregistré\u202f: cette page n’est pas reliée à une plateforme.";
    } else if (!taken) {
      saved.textContent = "Rien n’est enregistré pour l’instant\u202f: gardez cette page ouverte.";
    } else {
      saved.textContent = words;
    }
  }

  /** What was answered, as tutors may read it. RTE 4.2.9. */
  function record(question, value) {
    const one = `cmi.interactions.${get("cmi.interactions._count")}`;
    set(`${one}.id`, question.id);
    set(`${one}.type`, "choice");
    set(`${one}.timestamp`, `${new Date().toISOString().slice(0, 22)}Z`);
    set(`${one}.correct_responses.0.pattern`, question.dataset.right);
    set(`${one}.learner_response`, value);
    set(`${one}.result`, right(question) ? "correct" : "incorrect");
    set(`${one}.description`, question.querySelector("legend").textContent);
  }

  /** Shows an answer for good: the verdict, the reason, and which one was right. */
  function mark(question) {
    const value = kept.answers[question.id];
    question.disabled = true;
    for (const input of question.querySelectorAll("input")) {
      input.checked = input.value === value;
      const isRight = input.value === question.dataset.right;
      if (!isRight && !input.checked) continue;
      const tag = document.createElement("em");
      tag.textContent = isRight ? "Bonne réponse" : "Votre réponse";
      tag.className = isRight ? "good" : "bad";
      input.closest("label").querySelector("span").append(" ", tag);
    }
    const why = question.querySelector(`[data-why="${CSS.escape(value)}"]`);
    const verdict = document.createElement("strong");
    verdict.textContent = right(question) ? "Oui. " : "Pas tout à fait. ";
    verdict.className = right(question) ? "good" : "bad";
    why.prepend(verdict);
    why.hidden = false;
  }

  /** A new attempt remembers nothing of those before: the shared data counts them. RTE 4.3. */
  function begin() {
    if (!done) set("cmi.completion_status", "incomplete");
    if (!most) return;
    tries = Number(get("adl.data.0.store")) || 0;
    if (tries === 0 || get("cmi.entry") !== "resume") tries += 1;
    set("adl.data.0.store", tries);
  }

  function finish() {
    done = true;
    const came = outcome();
    if (came !== "done") {
      set("cmi.score.min", 0);
      set("cmi.score.max", questions.length);
      set("cmi.score.raw", questions.filter(right).length);
      set("cmi.score.scaled", share());
      set("cmi.success_status", came === "passed" ? "passed" : "failed");
    }
    set("cmi.completion_status", "completed");
    // A new attempt is for who has another try. Whoever else comes back finds the page as it was: a new attempt would take
    // away what is done.
    if (came === "failed" && most) set("cmi.exit", "normal");
  }

  function count() {
    const rights = questions.filter(right).length;
    const many = rights > 1 ? "s" : "";
    const some = rights === 0 ? "Aucune bonne réponse" : `${rights} bonne${many} réponse${many}`;
    return `${some} sur ${questions.length}.`;
  }

  function fits({ dataset }) {
    return (!dataset.if || dataset.if.split(" ").includes(outcome()))
      && (!dataset.can || valid(dataset.can) === true)
      && (!dataset.cannot || valid(dataset.cannot) === false)
      && (!dataset.request || valid(dataset.request) === true || (live && Boolean(dataset.otherwise)));
  }

  /** Puts the current screen, and the buttons that go with it. */
  function draw() {
    const question = asked();
    const ended = done && at === last;
    screens.forEach((screen, i) => { screen.hidden = i !== at; });
    where.textContent = `Écran ${at + 1} sur ${screens.length}${most ? ` · essai ${tries} sur ${most}` : ""}`;
    bar.max = screens.length;
    bar.value = at + 1;
    back.hidden = at === 0;
    next.hidden = at === last && !waits(question);
    next.textContent = waits(question) ? "Valider" : screens[at].dataset.next || "Continuer";
    endings.forEach((one) => { one.hidden = !ended || !fits(one); });
    if (ended && result) result.textContent = count();
  }

  function arrive(moved) {
    const ends = !done && at === last && !waits(asked());
    if (ends) finish();
    save(ends ? "Résultat enregistré" : "");
    draw();
    if (!moved) return;
    const title = screens[at].querySelector("h2");
    title.tabIndex = -1;
    title.focus();
    window.scrollTo(0, 0);
  }

  function answer(question) {
    const chosen = question.querySelector("input:checked");
    if (!chosen) {
      saved.textContent = "Choisissez d’abord une réponse.";
      question.querySelector("input").focus();
      return;
    }
    kept.answers[question.id] = chosen.value;
    record(question, chosen.value);
    mark(question);
    if (at === last) finish();
    save("Réponse enregistrée");
    draw();
    // The button that was pressed may be gone: the one that comes instead has the focus.
    if (next.hidden) document.querySelector("nav .main:not([hidden])")?.focus();
  }

  next.addEventListener("click", () => {
    if (waits(asked())) return answer(asked());
    at += 1;
    arrive(true);
  });
  back.addEventListener("click", () => {
    at -= 1;
    arrive(true);
  });
  all("[data-request]").forEach((button) => button.addEventListener("click", () => {
    const { request, otherwise } = button.dataset;
    const followed = go(valid(request) ? request : otherwise);
    all("nav button").forEach((one) => { one.disabled = true; });
    saved.textContent = followed ? "La suite s’ouvre…" : "La plateforme ne répond pas\u202f: rechargez la page.";
  }));

  begin();
  // A lesson that is read again is read from its beginning; a result is found as it was.
  if (done && !pass) at = 0;
  questions.filter((question) => !waits(question)).forEach(mark);
  arrive(false);
})();
