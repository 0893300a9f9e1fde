// Takes sessions off the list once they have ended, while nobody rebuilds the page.
(() => {
  const upcoming = document.getElementById("upcoming");

  const settle = () => {
    const now = new Date(document.documentElement.dataset.asOf ?? Date.now());
    for (const row of upcoming.querySelectorAll("tbody tr")) {
      if (new Date(row.dataset.ends) <= now) row.remove();
    }
    upcoming.hidden = !upcoming.querySelector("tbody tr");
    document.querySelector(".empty").hidden = !upcoming.hidden;
  };

  settle();
  setInterval(settle, 30_000);
})();
