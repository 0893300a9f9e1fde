// Buttons that copy an address, or what a file beside the page holds; their place is kept until they are there.
const { copied } = document.currentScript.dataset;

const contents = async (file) => {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(answer.status);
  return new Blob([await answer.text()], { type: "text/plain" });
};

const copy = ({ dataset: { copy: text, copyFrom: file } }) => {
  if (!file) return navigator.clipboard.writeText(text);
  const fetched = contents(file);
  fetched.catch(() => {}); // the clipboard says so too
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": fetched })]);
};

for (const button of document.querySelectorAll("[data-copy], [data-copy-from]")) {
  const label = button.textContent;
  button.hidden = !navigator.clipboard; // there only on pages served safely
  button.addEventListener("click", async () => {
    try {
      await copy(button);
    } catch {
      // It can still be downloaded, or copied by hand.
      if (button.dataset.copyFrom) document.querySelector(`a[href="${button.dataset.copyFrom}"]`).click();
      else getSelection().selectAllChildren(document.getElementById(button.getAttribute("aria-describedby")));
      return;
    }
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}
