// Moves sessions from "upcoming" to "past" once they have ended, while nobody rebuilds the page.
(() => {
  const upcoming = document.getElementById("upcoming");
  const past = document.getElementById("past");

  const settle = () => {
    const now = new Date(document.documentElement.dataset.asOf ?? Date.now());
    for (const row of [...upcoming.querySelectorAll("tbody tr")].filter((each) => new Date(each.dataset.ends) <= now)) {
      if (row.matches(".free, .break")) {
        row.remove();
      } else {
        past.querySelector("tbody").prepend(row);
        past.hidden = false;
      }
    }
    upcoming.hidden = !upcoming.querySelector("tbody tr");
  };

  settle();
  setInterval(settle, 30_000);
})();
