// Filters the archive as one types; what is chosen stands in the address, so that it can be sent to somebody.
(() => {
  const filters = document.querySelector(".filters");
  if (!filters) return;

  const say = document.currentScript.dataset;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const sessions = [...document.querySelectorAll("tbody tr")].map((row) => ({
    row,
    text: plain(row.textContent),
    kind: [row.dataset.kind],
    topic: row.dataset.topics.split("\n"),
    person: row.dataset.people.split("\n"),
  }));
  const years = [...document.querySelectorAll("main > section")];
  const fields = [...filters.querySelectorAll("input, select")];
  const [text, ...choices] = fields;
  const count = filters.querySelector("output");
  const all = count.textContent;
  const showAll = filters.querySelector("button");

  const apply = () => {
    const words = plain(text.value).split(/\s+/).filter(Boolean);
    const chosen = choices.filter((choice) => choice.value);
    const shown = sessions.filter((session) => {
      const fits =
        words.every((word) => session.text.includes(word)) &&
        chosen.every((choice) => session[choice.name].includes(choice.value));
      session.row.hidden = !fits;
      return fits;
    });
    for (const year of years) year.hidden = !year.querySelector("tbody tr:not([hidden])");
    showAll.hidden = !words.length && !chosen.length;
    count.textContent = showAll.hidden ? all : shown.length ? say.some.replace("%(shown)s", shown.length) : say.none;
  };

  const remember = () => {
    const filled = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    history.replaceState(null, "", filled.length ? `?${new URLSearchParams(filled)}` : location.pathname);
  };

  const asked = new URLSearchParams(location.search);
  for (const field of fields) field.value = asked.get(field.name) ?? "";
  apply();

  filters.addEventListener("input", () => {
    apply();
    remember();
  });
  showAll.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    apply();
    remember();
    text.focus();
  });
})();
