// Puts first the program that most people use on a device such as the visitor's.
for (const programs of document.querySelectorAll(".programs")) {
  const systems = (program) => program.dataset.systems.split(" ").filter(Boolean);
  const likely = [...programs.children].find((each) => systems(each).some((name) => navigator.userAgent.includes(name)));
  if (likely) programs.prepend(likely);
}
