// Shows what to read for the sessions of the next weeks by the visitor's clock, while nobody rebuilds the page.
(() => {
  const sections = [...document.querySelectorAll(".before")];
  const empty = document.querySelector(".empty");

  const settle = () => {
    const now = new Date(document.documentElement.dataset.asOf ?? Date.now());
    for (const section of sections) {
      const { since, ends } = section.dataset;
      section.hidden = now < new Date(`${since}T00:00`) || new Date(ends) <= now;
    }
    empty.hidden = sections.some((section) => !section.hidden);
  };

  settle();
  setInterval(settle, 30_000);
})();
