// Filters a long list as one types; what is chosen stands in the address, so that it can be sent to somebody.
// However long the list is, a key press changes no more rows of the page than are shown at once.
(() => {
  const filters = document.querySelector(".filters");
  if (!filters) return;

  const atOnce = 50;
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
  const sorted = {};
  let reading; // the pages with the rest of the list, once somebody looks for something
  let state = ""; // what there is to say of that
  let shown = [];
  let room = atOnce;

  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // A list is in its own order; rows that are added belong after those that are there.
  const read = (page, address) => {
    for (const section of page.querySelectorAll(".listed")) {
      for (const row of section.querySelectorAll("tbody tr")) {
        const { kind, topic, person, year, readings = "" } = row.dataset;
        const visible = plain(row.textContent);
        const values = { kind, topic, person, year };
        for (const name in values) values[name] = values[name].split("\n");
        entries.push({ section, row, address, values, readings, visible, text: `${visible}\n${plain(readings)}` });
      }
    }
    for (const way in sorted) delete sorted[way];
  };

  const readAll = async () => {
    read(document, location.href);
    for (const [number, address] of elsewhere.entries()) {
      state = say.loading;
      try {
        const reply = await fetch(address);
        if (!reply.ok) throw new Error(reply.statusText);
        read(new DOMParser().parseFromString(await reply.text(), "text/html"), address);
        state = number + 1 < elsewhere.length ? say.loading : "";
      } catch {
        state = say.missing;
      }
      apply();
    }
  };

  const inOrder = (way) => {
    const { compare } = new Intl.Collator(lang);
    const [title, date] = [({ row }) => row.querySelector(".title").textContent, ({ row }) => row.querySelector("time")?.dateTime ?? ""];
    const by = (key, compared) =>
      entries.map((entry) => [key(entry), entry]).sort(([a], [b]) => compared(a, b)).map(([, entry]) => entry);
    const ways = {
      latest: () => by(date, (a, b) => (a < b) - (a > b)),
      oldest: () => [...entries].reverse(),
      title: () => by(title, compare),
    };
    return way ? (sorted[way] ??= ways[way]()) : entries;
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

  // A row of the results; where only readings have the words, it says which.
  const result = (entry, words) => {
    entry.result ??= copied(entry);
    const unseen = words.filter((word) => !entry.visible.includes(word));
    const lines = entry.readings.split("\n").filter((line) => unseen.some((word) => plain(line).includes(word)));
    entry.result.querySelector(".matched")?.remove();
    if (lines.length) {
      const matched = document.createElement("span");
      matched.className = "by matched";
      matched.textContent = lines.slice(0, 3).join("\n");
      entry.result.querySelector(".what").append(matched);
    }
    return entry.result;
  };

  const copied = ({ row, address }) => {
    const made = document.importNode(row, true);
    made.removeAttribute("id");
    for (const anchor of made.querySelectorAll(".anchor")) anchor.remove();
    for (const link of made.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), address);
    return made;
  };

  const group = ({ section }, heading) => {
    const made = document.createElement("section");
    const table = section.querySelector("table").cloneNode(false);
    const caption = section.querySelector("caption").cloneNode(true);
    table.append(caption, section.querySelector("thead").cloneNode(true), document.createElement("tbody"));
    if (heading) {
      made.append(document.createElement("h2"));
      made.firstChild.textContent = heading.textContent;
    } else {
      caption.textContent = found.dataset.caption;
    }
    made.append(table);
    return made;
  };

  const show = () => {
    const { words } = asked();
    const groups = [];
    let last;
    for (const entry of shown.slice(0, room)) {
      const heading = order.value === "title" ? null : entry.section.querySelector("h1, h2");
      if (!last || (heading && last.section !== entry.section)) groups.push(group(entry, heading));
      groups.at(-1).querySelector("tbody").append(result(entry, words));
      last = entry;
    }
    holder.replaceChildren(...groups);
    more.hidden = shown.length <= room;
  };

  const apply = () => {
    const { words, chosen, fits } = asked();
    const filtered = words.length > 0 || chosen.length > 0;
    const active = filtered || order.value !== "";
    if (active) reading ??= readAll();
    shown = active ? inOrder(order.value).filter(fits) : [];
    room = atOnce;
    for (const each of listed) each.hidden = active;
    found.hidden = !active;
    show();
    showAll.hidden = !filtered;
    const some = shown.length ? say.some.replace("%(shown)s", shown.length) : say.none;
    count.textContent = state || (filtered ? some : all);
    for (const { selectedOptions } of chosen) tell(selectedOptions[0], shown.length);
    if (selects.includes(document.activeElement)) recount(document.activeElement);
  };

  const tell = (option, number) => {
    option.textContent = `${names.get(option)} (${number})`;
  };

  // What each value of a choice would leave, beside all that is chosen elsewhere.
  const recount = (select) => {
    const { fits } = asked(select);
    const counts = new Map();
    for (const entry of entries.filter(fits)) {
      for (const value of entry.values[select.name]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const option of [...select.options].filter(({ value }) => value)) {
      tell(option, counts.get(option.value) ?? 0);
      option.disabled = !counts.has(option.value) && !option.selected;
    }
  };

  const remember = (step) => {
    const filled = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    history[step](null, "", filled.length ? `?${new URLSearchParams(filled)}` : location.pathname);
  };

  const restore = () => {
    const address = new URLSearchParams(location.search);
    if (address.has("text")) address.append("q", address.get("text")); // as it was called in the first release
    for (const field of fields) {
      field.value = address.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.selectedIndex = 0; // nothing is called so any more
    }
    apply();
  };

  restore();
  addEventListener("popstate", restore);
  filters.addEventListener("focusin", ({ target }) => {
    reading ??= readAll();
    if (selects.includes(target)) recount(target);
  });
  filters.addEventListener("input", ({ target }) => {
    apply();
    remember(target === text ? "replaceState" : "pushState");
  });
  showAll.addEventListener("click", () => {
    for (const field of [text, ...selects]) field.value = "";
    apply();
    remember("pushState");
    text.focus();
  });
  more.querySelector("button").addEventListener("click", () => {
    const next = shown[room];
    room += atOnce;
    show();
    next.result.querySelector("a")?.focus();
  });
  addEventListener("beforeprint", () => {
    room = Infinity;
    show();
  });
})();
