// Filters a long list as one types; what is chosen stands in the address, so that it can be sent to somebody.
// However long the list is, no step takes long: entries are looked through and rows are shown a few at a time,
// and what somebody types meanwhile ends what came of the key before.
(() => {
  const filters = document.querySelector(".filters");
  if (!filters) return;

  const [lookedThrough, inFrame, atOnce] = [1000, 6, 50]; // entries in a step, rows in a frame, rows before "Show more"
  const say = document.currentScript.dataset;
  const { lang } = document.currentScript.closest("[lang]");
  const fields = [...filters.querySelectorAll("input, select")];
  const [text, ...selects] = fields;
  const order = selects.pop();
  const names = new Map(selects.flatMap(({ options }) => [...options].map((each) => [each, each.textContent.replace(/ \(\d+\)$/, "")])));
  const count = filters.querySelector("output");
  const all = count.textContent;
  const showAll = filters.querySelector("button");
  const listed = document.querySelectorAll(".listed, .years");
  const found = document.querySelector(".found");
  const [holder, more] = [found.querySelector("div"), found.querySelector("p")];
  const elsewhere = [...document.querySelectorAll(".years [data-rows]")].map((link) => link.href);

  const entries = [];
  let sorted = {};
  let here; // what stands on this page, once somebody looks for something
  let reading; // the whole list
  let state = ""; // what there is to say of that
  let shown = [];
  let rows = []; // those of `shown` that have a row on the page
  let drawnFor; // the order they are in
  let room = atOnce;

  // Words as they are typed: without accents, capitals, and the quotation marks and dashes of print.
  const plain = (words) =>
    words.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/[‐-―−]/g, "-").toLowerCase();
  const breath = () => (globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done)));
  const frame = () => new Promise(requestAnimationFrame);

  // Work that is begun anew ends the former: `goOn` rests between two steps, and tells whether to take the next.
  const inTurn = (work) => {
    let newest;
    return (...given) => {
      const own = (newest = {});
      return work(async (rest = breath) => (await rest(), own === newest), ...given);
    };
  };

  const inSteps = async (list, goOn, step) => {
    for (let begin = 0; begin < list.length; begin += lookedThrough) {
      if (begin && !(await goOn())) return false;
      step(list.slice(begin, begin + lookedThrough));
    }
    return true;
  };

  // Rows of other pages are kept as text, which needs less memory; `section` is the part of its page a row stands in.
  const entry = (row, section, address) => {
    const { kind, topic, person, year, readings = "" } = row.dataset;
    const visible = plain(row.textContent);
    const unseen = `${readings}\n${topic.replaceAll("\n", ", ")}`;
    const values = { kind, topic, person, year };
    for (const name in values) values[name] = values[name].split("\n");
    return {
      section,
      address,
      values,
      unseen,
      visible,
      text: `${visible}\n${plain(unseen)}`,
      title: row.querySelector(".title").textContent,
      date: row.querySelector("time")?.dateTime ?? "",
      html: row.outerHTML,
    };
  };

  // A list is in its own order; rows that are added belong after those that are there.
  const read = async (page, address) => {
    for (const listed of page.querySelectorAll(".listed")) {
      const table = listed.querySelector("table").cloneNode(false);
      table.append(...[...listed.querySelectorAll("caption, thead")].map((part) => part.cloneNode(true)));
      const section = { heading: listed.querySelector("h1, h2")?.textContent, table };
      const rows = [...listed.querySelectorAll("tbody tr")];
      while (rows.length) {
        entries.push(...rows.splice(0, atOnce).map((row) => entry(row, section, address)));
        if (rows.length) await breath();
      }
    }
    sorted = {};
  };

  const readAll = async () => {
    let told = 0;
    for (const address of elsewhere) {
      state = state || say.loading;
      try {
        const reply = await fetch(address);
        if (!reply.ok) throw new Error(reply.statusText);
        await read(new DOMParser().parseFromString(await reply.text(), "text/html"), address);
      } catch {
        state = say.missing;
      }
      if (entries.length > told + lookedThrough) {
        told = entries.length;
        apply();
      }
    }
    if (state === say.loading) state = "";
    if (elsewhere.length) apply();
  };

  const readOn = () => {
    here ??= read(document, location.href);
    reading ??= here.then(readAll);
  };

  // The entries in an order: some are sorted in each step, then what is sorted is put together.
  const inOrder = async (way, goOn) => {
    if (!way) return entries;
    const { compare } = new Intl.Collator(lang);
    const before = { title: (a, b) => compare(a.title, b.title), latest: (a, b) => (a.date < b.date) - (a.date > b.date) }[way];
    const known = sorted;
    if (way === "oldest") known[way] ??= [...entries].reverse();
    if (known[way]) return known[way];
    let parts = [];
    const inParts = await inSteps(entries, goOn, (some) => parts.push(some.sort(before)));
    while (inParts && parts.length > 1) {
      const [first, second, ...others] = parts;
      const both = await merged(first, second, before, goOn);
      if (!both) return;
      parts = [...others, both];
    }
    if (inParts) return (known[way] = parts[0] ?? []);
  };

  const merged = async (first, second, before, goOn) => {
    const both = [];
    let [a, b] = [0, 0];
    while (a < first.length || b < second.length) {
      if (both.length % lookedThrough === 0 && !(await goOn())) return;
      both.push(b === second.length || (a < first.length && before(first[a], second[b]) <= 0) ? first[a++] : second[b++]);
    }
    return both;
  };

  const asked = (but) => {
    const words = plain(text.value).split(/\s+/).filter(Boolean);
    const chosen = selects.filter((select) => select.value && select !== but);
    return {
      words,
      chosen,
      fits: (entry) =>
        chosen.every(({ name, value }) => entry.values[name].includes(value)) &&
        words.every((word) => entry.text.includes(word)),
    };
  };

  // Only where readings or topics alone have the words it says which.
  const matching = ({ visible, unseen }, words) => {
    const others = words.filter((word) => !visible.includes(word));
    if (!others.length) return "";
    return unseen.split("\n").filter((line) => others.some((word) => plain(line).includes(word))).slice(0, 3).join("\n");
  };

  const result = (entry, words) => {
    entry.row ??= copied(entry);
    const lines = matching(entry, words);
    if (lines !== (entry.matched ?? "")) {
      entry.row.querySelector(".matched")?.remove();
      if (lines) {
        const matched = document.createElement("span");
        matched.className = "by matched";
        matched.textContent = lines;
        entry.row.querySelector(".what").append(matched);
      }
      entry.matched = lines;
    }
    return entry.row;
  };

  const copied = ({ html, address }) => {
    const made = document.createElement("template");
    made.innerHTML = html;
    const row = made.content.firstElementChild;
    row.removeAttribute("id");
    for (const anchor of row.querySelectorAll(".anchor")) anchor.remove();
    for (const link of row.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), address);
    return row;
  };

  const group = (table, heading) => {
    const made = document.createElement("section");
    const copy = document.importNode(table, true);
    if (heading) {
      made.append(document.createElement("h2"));
      made.firstChild.textContent = heading;
    } else {
      copy.querySelector("caption").textContent = found.dataset.caption;
    }
    copy.append(document.createElement("tbody"));
    made.append(copy);
    return made;
  };

  const heading = ({ section }) => (order.value === "title" ? undefined : section.heading);

  // The first rows that are there already stay; the others follow, as many in a frame as `drawn`.
  const show = async (goOn, drawn) => {
    const { words } = asked();
    const wanted = shown.slice(0, room);
    let same = 0;
    while (drawnFor === order.value && same < rows.length && rows[same] === wanted[same]) result(wanted[same++], words);
    for (const { row } of rows.splice(same)) row.remove();
    for (const empty of holder.querySelectorAll("section:not(:has(tbody tr))")) empty.remove();
    drawnFor = order.value;
    more.hidden = shown.length <= room;
    for (const entry of wanted.slice(same)) {
      if (rows.length > same && (rows.length - same) % drawn === 0 && !(await goOn(frame))) return;
      if (!rows.length || heading(rows.at(-1)) !== heading(entry)) holder.append(group(entry.section.table, heading(entry)));
      holder.lastChild.querySelector("tbody").append(result(entry, words));
      rows.push(entry);
    }
  };

  const apply = inTurn(async (goOn) => {
    const { words, chosen, fits } = asked();
    const filtered = words.length > 0 || chosen.length > 0;
    const active = filtered || order.value !== "";
    if (active) readOn();
    if (found.hidden === active) {
      for (const each of listed) each.hidden = active;
      found.hidden = !active;
    }
    showAll.hidden = !filtered;
    if (!(await goOn(() => active && here))) return;
    const held = active ? await inOrder(order.value, goOn) : [];
    const fitting = [];
    if (!held || !(await inSteps(held, goOn, (some) => fitting.push(...some.filter(fits))))) return;
    shown = fitting;
    const some = shown.length ? say.some.replace("%(shown)s", shown.length) : say.none;
    count.textContent = state || (filtered ? some : all);
    for (const { selectedOptions } of chosen) tell(selectedOptions[0], shown.length);
    if (selects.includes(document.activeElement)) recount(document.activeElement);
    await show(goOn, inFrame);
  });

  const tell = (option, number) => {
    option.textContent = `${names.get(option)} (${number})`;
  };

  // What each value of a choice would leave, beside all that is chosen elsewhere.
  const recount = inTurn(async (goOn, select) => {
    const { fits } = asked(select);
    const counts = new Map();
    const done = await inSteps(entries, goOn, (some) => {
      for (const entry of some.filter(fits)) {
        for (const value of entry.values[select.name]) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    });
    if (!done) return;
    for (const option of [...select.options].filter(({ value }) => value)) {
      tell(option, counts.get(option.value) ?? 0);
      option.disabled = !counts.has(option.value) && !option.selected;
    }
  });

  const address = () => {
    const filled = fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value]);
    return filled.length ? `?${new URLSearchParams(filled)}` : location.pathname;
  };

  // While somebody types, browsers let nobody change the address at every key.
  let typed;
  const remember = () => {
    clearTimeout(typed);
    if (typed) history.replaceState(null, "", address());
    typed = undefined;
  };

  const begin = () => {
    room = atOnce;
    return apply();
  };

  const restore = () => {
    const address = new URLSearchParams(location.search);
    if (address.has("text")) address.append("q", address.get("text")); // as it was called in the first release
    for (const field of fields) {
      field.value = address.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.selectedIndex = 0; // nothing is called so any more
    }
    begin();
  };

  restore();
  addEventListener("popstate", restore);
  filters.addEventListener("focusin", ({ target }) => {
    readOn();
    if (selects.includes(target)) reading.then(() => recount(target));
  });
  filters.addEventListener("input", ({ target }) => {
    begin();
    if (target === text) {
      clearTimeout(typed);
      typed = setTimeout(remember, 300);
    } else {
      remember();
      history.pushState(null, "", address());
    }
  });
  text.addEventListener("blur", remember);
  text.addEventListener("change", () => {
    if (matchMedia("(pointer: coarse)").matches) text.blur(); // so that the keyboard of a phone makes room for what was found
  });
  showAll.addEventListener("click", () => {
    remember();
    for (const field of [text, ...selects]) field.value = "";
    begin();
    history.pushState(null, "", address());
    text.focus();
  });
  more.querySelector("button").addEventListener("click", async () => {
    const next = rows.length;
    room += atOnce;
    await apply();
    rows[next]?.row.querySelector("a")?.focus();
  });
  addEventListener("beforeprint", () => {
    room = Infinity;
    show(undefined, Infinity);
  });
})();
