// Keeps the front page true while nobody rebuilds it, and sends old addresses on to the archive.
(() => {
  const minute = 60_000;
  const say = document.currentScript.dataset;
  const { lang } = document.currentScript.closest("[lang]");
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto", numberingSystem: "latn" });
  const schedule = document.getElementById("schedule");
  const recent = document.getElementById("recent");
  const empty = document.querySelector(".empty");
  const waiting = [...document.querySelectorAll(".next")];

  const over = (element, now) => new Date(element.dataset.ends) <= now;

  // Calendar days from the visitor's today to a date such as 2023-11-06.
  const daysTo = (date, now) =>
    Math.round((new Date(`${date}T00:00Z`) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / (24 * 60 * minute));

  const label = (next, now) => {
    const hours = next.querySelector(".hours");
    const underWay = hours !== null && new Date(hours.dateTime) <= now;
    const days = daysTo(next.querySelector(".facts time").dateTime, now);
    next.querySelector(".label").textContent = underWay ? say.underWay : say.next;
    next.querySelector(".in").textContent = underWay || days < 0 ? "" : relative.format(days, "day");
  };

  const settle = () => {
    const now = new Date(document.documentElement.dataset.asOf ?? Date.now());
    for (const row of [...schedule.querySelectorAll("tbody tr")].filter((each) => over(each, now))) {
      if (row.matches(".free, .break")) {
        row.remove();
      } else {
        recent.querySelector("tbody").prepend(row);
        document.querySelector(".last")?.remove(); // a later one has ended since
        recent.hidden = false;
      }
    }
    schedule.hidden = !schedule.querySelector("tbody tr");
    empty.hidden = !schedule.hidden;

    const next = waiting.find((each) => !over(each, now));
    for (const each of waiting) each.hidden = each !== next;
    if (next) label(next, now);
  };

  // Anchors of dates, such as #061123: those that are not on this page are sessions of the archive.
  const sendOn = () => {
    const name = location.hash.slice(1);
    const dated = /^[\w-]+$/.test(name) && name.replace(/\D/g, "").length >= 4;
    if (dated && !document.getElementById(name)) location.replace(new URL(`archive/#${name}`, location.href));
  };

  sendOn();
  addEventListener("hashchange", sendOn);
  settle();
  setInterval(settle, minute / 2);
})();
