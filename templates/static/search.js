// The search of the whole site: a dialog that a button, `/` and Ctrl-K open.  Its index is loaded when it is first opened.
(() => {
  const script = document.currentScript;
  const say = script.dataset;
  const atOnce = 10;
  const root = new URL(say.root, location.href);
  const key = "search-key"; // whether `/` opens it: a key alone must not surprise who dictates

  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const remembered = () => {
    try {
      return localStorage.getItem(key) !== "off";
    } catch {
      return true; // storage can be forbidden
    }
  };

  let parts;
  let engine;
  let asked = 0;
  let found = [];

  const build = () => {
    const input = make("input", { type: "search", placeholder: say.hint, autocomplete: "off", spellcheck: false });
    const output = make("output");
    const list = make("ol");
    const more = make("button", { type: "button", textContent: say.more, hidden: true });
    const byKey = make("input", { type: "checkbox", checked: remembered() });
    const close = make("button", { type: "button", textContent: say.close });
    const heading = make("h2", { id: "search-heading", textContent: say.title });
    const ask = make("div", { className: "ask" }, input, close);
    const footer = make("footer", {}, make("label", {}, byKey, say.key), more);
    const dialog = make("dialog", { className: "search" }, make("search", {}, heading, ask, output), list, footer);
    dialog.setAttribute("aria-labelledby", heading.id);
    input.setAttribute("aria-labelledby", heading.id);
    dialog.lang = script.closest("[lang]").lang;
    parts = { dialog, input, output, list, more };

    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    byKey.addEventListener("change", () => {
      try {
        localStorage.setItem(key, byKey.checked ? "on" : "off");
      } catch {
        // then it holds for this page
      }
    });
    input.addEventListener("input", search);
    more.addEventListener("click", async () => {
      const next = list.childElementCount;
      await show(next + atOnce);
      list.children[next]?.querySelector("a").focus();
    });
    dialog.addEventListener("keydown", walk);
    document.body.append(dialog);
  };

  // The arrows lead from the words to the results and back; Enter opens the first.
  const walk = (event) => {
    if (event.isComposing) return; // Enter and the arrows choose among characters
    const { input, list } = parts;
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (at >= 0 && stops[to]) {
      event.preventDefault();
      stops[to].focus();
    } else if (event.key === "Enter" && document.activeElement === input && stops[1]) {
      event.preventDefault();
      stops[1].click();
    }
  };

  const load = async () => {
    const { createInstance } = await import(new URL(say.index, location.href));
    const made = createInstance({ baseUrl: root.pathname, noWorker: true, excerptLength: 24 });
    await made.init();
    return made;
  };

  const search = async () => {
    const { input, output, list, more } = parts;
    const turn = ++asked;
    const words = input.value.trim();
    try {
      engine ??= load();
      const answer = words ? await (await engine).debouncedSearch(words, {}, 120) : { results: [] };
      if (turn !== asked || answer === null) return;
      found = answer.results;
      await show(atOnce);
      if (turn === asked) output.textContent = !words ? "" : found.length ? say.found.replace("%(count)s", found.length) : say.none;
    } catch {
      engine = undefined;
      list.replaceChildren();
      more.hidden = true;
      output.textContent = say.failed;
    }
  };

  const show = async (number) => {
    const { list, more } = parts;
    const turn = asked;
    const pages = await Promise.all(found.slice(0, number).map((each) => each.data()));
    if (turn !== asked) return;
    list.replaceChildren(...pages.map(result));
    more.hidden = found.length <= number;
  };

  const result = ({ url, meta, excerpt, sub_results: places }) => {
    const made = make("li", {}, make("a", { href: url, textContent: meta.title }));
    if (meta.about) made.append(make("p", { textContent: meta.about }));
    made.append(make("p", {}, ...marked(excerpt)));
    const headings = places.filter((place) => place.url.includes("#") && place.title !== meta.title).slice(0, 3);
    if (url.startsWith(`${root.pathname}notes/`) && headings.length) {
      made.append(make("ul", {}, ...headings.map((place) => make("li", {}, make("a", { href: place.url, textContent: place.title })))));
    }
    return made;
  };

  // An excerpt is HTML in which words are marked; of that only texts and marks are taken.
  const marked = (excerpt) => {
    const { body } = new DOMParser().parseFromString(excerpt, "text/html");
    return [...body.childNodes].map(({ nodeName, textContent }) => (nodeName === "MARK" ? make("mark", { textContent }) : textContent));
  };

  const open = () => {
    if (!parts) build();
    if (!parts.dialog.open) parts.dialog.showModal();
    parts.input.focus();
    parts.input.select();
    search();
  };

  addEventListener("keydown", (event) => {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    const { altKey, ctrlKey, metaKey, isComposing } = event;
    const together = event.key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey;
    const alone = event.key === "/" && !writes && !ctrlKey && !metaKey && !altKey && remembered();
    if (!isComposing && (together || alone)) {
      event.preventDefault();
      open();
    }
  });
  document.querySelector(".find").addEventListener("click", open);
})();
