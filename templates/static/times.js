// A session's hours by the visitor's own clock, where that differs from the group's.
(() => {
  const say = document.currentScript.dataset;
  const { lang } = document.currentScript.closest("[lang]");
  const day = new Intl.DateTimeFormat(lang, { weekday: "short" });
  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

  for (const local of document.querySelectorAll(".local")) {
    const hours = local.parentElement.querySelector(".hours");
    const start = new Date(hours.dateTime);
    const end = new Date(hours.dataset.ends);
    const there = new Date(`${hours.dateTime.slice(0, 19)}Z`); // the group's clock, read as if it were UTC
    const here = new Date(start.getTime() - start.getTimezoneOffset() * 60_000);
    if (here.getTime() !== there.getTime()) {
      const span = `${clock(start)}–${clock(end)}`;
      const onDay = say.withWeekday.replace("%(weekday)s", day.format(start)).replace("%(hours)s", span);
      local.textContent = say.yourTime.replace("%(hours)s", here.getUTCDate() === there.getUTCDate() ? span : onDay);
    }
  }
})();
