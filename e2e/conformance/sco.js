// What a page of the test suite does, in the content's frame. `behaviour` stands before it: see content.mjs. The runner hands
// it the calls of its visit; answers are compared there.

(() => {
  /** The API, looked for up the chain of parents as content does. RTE 3.3.6. */
  const find = () => {
    for (let at = window; ; at = at.parent) {
      if (at.API_1484_11) return at.API_1484_11;
      if (at.parent === at) return null;
    }
  };
  const api = find();

  const call = (name, given) => {
    const answer = api[name](...given);
    return { answer, error: api.GetLastError() };
  };

  const identifiers = (collection) => {
    const count = Number(api.GetValue(`${collection}._count`));
    return Array.from({ length: count }, (_, at) => api.GetValue(`${collection}.${at}.id`));
  };

  /** Replaces `&ID&` by the index whose `id` is ID. */
  const indexed = (element) => {
    const [, collection, identifier, rest] = /^(.*?)\.&(.*?)&(.*)$/.exec(element) ?? [];
    if (collection === undefined) return element;
    return `${collection}.${identifiers(collection).indexOf(identifier)}${rest}`;
  };

  const run = (command) => {
    if (command.objectives) return { identifiers: identifiers("cmi.objectives") };
    const [element, ...others] = command.call.arguments;
    const given = element === undefined ? [] : [indexed(element), ...others];
    return { given, ...call(command.call.function, given) };
  };

  if (behaviour.terminates === "on unload") {
    addEventListener("unload", () => {
      if (behaviour.lastRequest) call("SetValue", ["adl.nav.request", behaviour.lastRequest]);
      parent.farewell = call("Terminate", [""]);
    });
  }

  window.conformance = {
    found: api !== null,
    /** Makes the calls of a visit, and the one that ends it. */
    visit(commands) {
      const results = commands.map(run);
      if (behaviour.terminates === "at once") results.push({ given: [""], ...call("Terminate", [""]) });
      return results;
    },
  };
})();
