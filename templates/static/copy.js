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
    } catch (error) {
      if (!button.dataset.copyFrom) throw error;
      document.querySelector(`a[href="${button.dataset.copyFrom}"]`).click(); // it can still be downloaded
      return;
    }
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}
